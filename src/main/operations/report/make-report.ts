import type { Archive } from '../archive.ts';
import type { TaskContext } from '../task-context.ts';
import { gatherReport } from './gather-report.ts';
import { reportPage } from './report-page.ts';
import { titleOf } from './sheet-title.ts';

/** A report of the named backtests as one HTML document, and what to call the file. Throws as `gatherReport`. */
export async function makeReport(
  archive: Archive,
  names: readonly string[],
  task: TaskContext,
): Promise<{ name: string; html: string; backtests: number }> {
  const report = await gatherReport(archive, names, task);
  const { backtests } = report;
  const [first] = backtests;
  const what =
    backtests.length === 1 && first !== undefined
      ? titleOf(first.detail)
      : `${backtests.length} backtests`;
  return {
    name: `Report of ${what}.html`,
    html: reportPage(report, { archive: archive.name, madeAt: Date.now() }),
    backtests: backtests.length,
  };
}
