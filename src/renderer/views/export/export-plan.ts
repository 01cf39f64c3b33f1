import type { ExportRequest } from '#contract/operations.ts';
import type { RowsKind } from '#contract/row-columns.ts';
import { formatCounted } from '../../ui/format.ts';

export type ExportFormat = ExportRequest['format'];

export const exportFormats = [
  {
    value: 'bundles',
    label: 'Bundles',
    detail: 'The files themselves, byte for byte; the framework reads them',
  },
  { value: 'csv', label: 'CSV', detail: 'A table for spreadsheets' },
  { value: 'parquet', label: 'Parquet', detail: 'A typed table for pandas, Polars and DuckDB' },
  { value: 'json', label: 'JSON', detail: 'An array of rows, as strata list --json gives' },
] as const satisfies readonly { value: ExportFormat; label: string; detail: string }[];

interface ExportPlan {
  rows: number;
  kind: RowsKind;
  format: ExportFormat;
  columns: number;
  name: string;
  /** The folder as people see it, `download`, or null while it is not chosen. */
  to: string | null;
}

/** One sentence: what will be written, under which name, where. */
export function sayExport({ rows, kind, format, columns, name, to }: ExportPlan): string {
  if (rows === 0) return 'Nothing to export.';
  if (to === null) return 'Choose a folder to export to.';
  const place = to === 'download' ? 'for download' : `in ${to}`;
  if (format === 'bundles') {
    const from =
      kind === 'runs'
        ? `the bundles of ${formatCounted(rows, 'run')}`
        : formatCounted(rows, 'bundle');
    return to === 'download'
      ? `Writes ${from} into ${name} ${place}.`
      : `Writes ${from} into a new folder ${name} ${place}.`;
  }
  const size = `${formatCounted(rows, 'row')} and ${formatCounted(columns, 'column')}`;
  return `Writes ${name} with ${size} ${place}.`;
}

/** "sweep_a-runs.csv", "sweep_a-bundles": safe as a file name everywhere. */
export function suggestName(archive: string, kind: RowsKind, format: ExportFormat): string {
  const base =
    archive.replaceAll(/[^\p{L}\p{N}._-]+/gu, '_').replaceAll(/^[._]+|[._]+$/g, '') || 'archive';
  return format === 'bundles' ? `${base}-bundles` : `${base}-${kind}.${format}`;
}
