import type { ArchiveId } from '#contract/operations.ts';
import { REPORT_AT_MOST } from '#contract/run-page.ts';
import { useEngine } from '../../engine/engine-provider.tsx';
import { saveFile } from '../../ui/chart/save-file.ts';
import { formatBytes, formatCount, formatCounted } from '../../ui/format.ts';
import { useToasts } from '../../ui/toasts.tsx';
import type { PickRequest } from '../compare/use-add-to-compare.ts';

/** More runs than the backtests of a report have. */
const RUNS_LOOKED_AT = 1000;

/** Makes a self-contained page about backtests and hands it over as a file. */
export function useReport() {
  const engine = useEngine();
  const toasts = useToasts();

  const report = async (archive: ArchiveId, backtests: string[]) => {
    toasts.show({ title: `Making a report of ${formatCounted(backtests.length, 'backtest')}…` });
    try {
      const { name, html } = await engine.makeReport({ archive, backtests });
      const file = new Blob([html], { type: 'text/html' });
      saveFile(name, file);
      toasts.show({ title: 'The report is made', detail: `${name}, ${formatBytes(file.size)}` });
    } catch (error) {
      toasts.fail('The report could not be made', error);
    }
  };

  const reportSelection = async ({ scope, sort, selection }: PickRequest) => {
    try {
      const picked = await engine.pickRuns({ ...scope, sort, selection, limit: RUNS_LOOKED_AT });
      const backtests = [...new Set(picked.runs.map(({ id }) => id))];
      if (picked.isCut && backtests.length <= REPORT_AT_MOST) {
        toasts.show({
          title: `More than ${formatCount(RUNS_LOOKED_AT)} runs are selected`,
          detail: 'Select fewer backtests for a report.',
        });
        return;
      }
      await report(scope.archive, backtests);
    } catch (error) {
      toasts.fail('The report could not be made', error);
    }
  };
  return { report, reportSelection };
}
