import { studyToName } from '#contract/study-summary.ts';
import type { ReportedRun } from './gather-report.ts';

/** "ema_cross, wf_0_train, vector": as its window and engine are called. */
export function runName({ run, values }: Pick<ReportedRun, 'run' | 'values'>): string {
  const parts = [studyToName(values.study_name), values.window ?? `run ${run + 1}`, values.engine];
  return parts.filter((part) => part !== null && part !== undefined && part !== '').join(', ');
}
