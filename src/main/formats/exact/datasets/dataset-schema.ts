import type { FileMetaData, SchemaElement } from 'hyparquet';
import type { CellKind } from '../cells/column-cells.ts';
import { type DatasetColumn, type DatasetName, datasets, idColumn } from './dataset-columns.ts';

/** How a column of a dataset is declared in its Parquet file. */
export function schemaOf({ name, kind }: DatasetColumn): SchemaElement {
  const optional = { name, repetition_type: 'OPTIONAL' as const };
  if (kind === 'real') return { ...optional, type: 'DOUBLE' };
  if (kind === 'integer') return { ...optional, type: 'INT64' };
  if (isText(kind)) return { ...optional, type: 'BYTE_ARRAY', converted_type: 'UTF8' };
  return {
    ...optional,
    type: 'INT64',
    converted_type: 'TIMESTAMP_MILLIS',
    logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' },
  };
}

export function isText(kind: CellKind): boolean {
  return kind === 'text' || kind === 'json';
}

/**
 * Why a file is not what `writeDataset` writes, or null: flat, every known column as it is declared and compressed
 * here. Columns that a later release adds are not looked at, and never read.
 */
export function strangenessOf(name: DatasetName, metadata: FileMetaData): string | null {
  const [root, ...elements] = metadata.schema;
  if (root?.num_children !== elements.length) return 'its columns are nested';
  const byName = new Map(elements.map((element) => [element.name, element]));
  if (byName.size !== elements.length) return 'two columns have one name';
  for (const column of [idColumn(name), ...datasets[name].columns]) {
    const found = byName.get(column.name);
    if (found !== undefined && !isDeclaredAs(found, schemaOf(column))) {
      return `its column ${column.name} is of another kind`;
    }
  }
  for (const { columns } of metadata.row_groups) {
    for (const { file_path, meta_data } of columns) {
      const [path = '', ...deeper] = meta_data?.path_in_schema ?? [];
      const isOurs =
        meta_data !== undefined &&
        file_path === undefined &&
        deeper.length === 0 &&
        meta_data.codec === 'ZSTD' &&
        meta_data.type === byName.get(path)?.type;
      if (!isOurs) return `its column ${path} is stored in another way`;
    }
  }
  return null;
}

function isDeclaredAs(found: SchemaElement, wanted: SchemaElement): boolean {
  return (
    found.type === wanted.type &&
    found.repetition_type === wanted.repetition_type &&
    found.converted_type === wanted.converted_type &&
    (found.num_children ?? 0) === 0
  );
}
