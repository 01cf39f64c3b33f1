import type { CellValue, Column } from '#contract/column.ts';
import type { BacktestDetail } from '#contract/operations.ts';
import { columnsOf } from '#contract/row-columns.ts';
import type { CodeFiles } from '#contract/storage.ts';
import { jsonValue } from './json-value.ts';

/** One backtest: the keys of a row of `list`, all other columns, its runs and its file. */
export function detailAsJson(
  detail: BacktestDetail,
  parameters: unknown,
  code: CodeFiles | null,
): Record<string, unknown> {
  const { bundle_id: _id, handle: _handle, ...values } = detail.values;
  return {
    id: detail.id,
    handle: detail.handle,
    ...valuesAsJson(values, columnsOf('backtests')),
    parameters,
    starred: detail.marks.starred,
    user_tags: detail.marks.tags,
    note: detail.marks.note,
    file: {
      name: detail.file.name,
      size: detail.file.size,
      modified_at: jsonValue(detail.file.modifiedAt, timeColumn),
      is_present: detail.file.isPresent,
    },
    stored: detail.stored,
    code: code && { ...code, files: code.files.map(({ path, bytes }) => ({ path, bytes })) },
    studies: detail.studies.map(({ values: own }) => valuesAsJson(own, columnsOf('studies'))),
    runs: detail.runs.map(({ run, values: own }) => ({
      ...valuesAsJson(own, columnsOf('runs')),
      run,
    })),
  };
}

const timeColumn = columnsOf('backtests').find((column) => column.kind === 'time') as Column;

function valuesAsJson(
  values: Record<string, CellValue>,
  columns: readonly Column[],
): Record<string, unknown> {
  const byKey = new Map(columns.map((column) => [column.key, column]));
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, jsonValue(value, byKey.get(key) ?? null)]),
  );
}
