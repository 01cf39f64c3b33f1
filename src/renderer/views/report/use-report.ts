import type { ArchiveId } from '#contract/operations.ts';
import { REPORT_AT_MOST } from '#contract/run-page.ts';
import { useConnection } from '../../engine/engine-provider.tsx';
import { jobEnd } from '../../engine/job-end.ts';
import { fetchFile } from '../../ui/chart/save-file.ts';
import { formatBytes, formatCount } from '../../ui/format.ts';
import { useToasts } from '../../ui/toasts.tsx';
import type { PickRequest } from '../compare/use-add-to-compare.ts';
import { useChooseFolder } from '../folder/folder-chooser.tsx';

/** More runs than the backtests of a report have. */
const RUNS_LOOKED_AT = 1000;

/** Makes a self-contained page about backtests, as a job, and hands it over as a file. */
export function useReport() {
  const connection = useConnection();
  const toasts = useToasts();
  const chooseFolder = useChooseFolder();
  const { engine, host } = connection;
  const sayFailed = (error: unknown) => toasts.fail('The report could not be made', error);

  const report = async (archive: ArchiveId, backtests: string[]) => {
    try {
      const folder = host.face === 'desktop' ? await chooseFolder('export') : null;
      if (host.face === 'desktop' && folder === null) return;
      const { job } = await engine.startReport({ archive, backtests, to: folder?.id ?? null });
      const ended = await jobEnd(connection, job);
      if (ended?.state === 'failed') sayFailed(ended.error);
      if (ended?.result == null) return;
      const { download, written, bytes } = ended.result;
      if (host.face === 'browser' && download !== null) fetchFile(host.downloadAddress(download));
      const name = written?.split(/[\\/]/).at(-1) ?? '';
      toasts.show({ title: 'The report is made', detail: `${name}, ${formatBytes(bytes)}` });
    } catch (error) {
      sayFailed(error);
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
      sayFailed(error);
    }
  };
  return { report, reportSelection };
}
