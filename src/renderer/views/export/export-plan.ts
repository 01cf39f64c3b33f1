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

export interface ExportPlan {
  /** The archive's name. */
  archive: string;
  rows: number;
  kind: RowsKind;
  format: ExportFormat;
  columns: number;
  /** As typed; empty for the engine's own choice. */
  name: string;
  /** The source code of the strategies comes along. */
  withCode: boolean;
  /** The folder as people see it, `download`, or null while it is not chosen. */
  to: string | null;
}

/** What the engine calls it when nothing is typed; a single bundle keeps its own name. */
export function defaultName({
  archive,
  rows,
  kind,
  format,
  to,
}: Omit<ExportPlan, 'name' | 'withCode'>): string {
  if (format !== 'bundles') return `${archive} ${kind}.${format}`;
  if (rows === 1) return '';
  return to === 'download' ? `${archive} bundles.zip` : `${archive} bundles`;
}

/** One sentence: what will be written, under which name, where. */
export function sayExport(plan: ExportPlan): string {
  const { rows, kind, format, columns, to } = plan;
  if (rows === 0) return 'Nothing to export.';
  if (to === null) return 'Choose a folder to export to.';
  const name = plan.name || defaultName(plan);
  const place = to === 'download' ? ', for download.' : `, in ${to}.`;
  if (format !== 'bundles') {
    const size = `${formatCounted(rows, 'row')} and ${formatCounted(columns, 'column')}`;
    return `Writes ${name}: ${size}${place}`;
  }
  const bundles =
    kind === 'backtests'
      ? formatCounted(rows, 'bundle')
      : `the bundles of ${formatCounted(rows, kind === 'runs' ? 'run' : 'study', kind)}`;
  const what = plan.withCode ? `${bundles} with source code` : bundles;
  if (rows === 1) return `Writes ${what} as ${name || 'it is called'}${place}`;
  return `Writes ${what} into ${to === 'download' ? '' : 'a new folder '}${name}${place}`;
}
