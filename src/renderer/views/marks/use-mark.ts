import { equalsExpression } from '#contract/filter/format-filter.ts';
import type { MarkChange, MarkOutcome } from '#contract/marks.ts';
import type { ArchiveId, RowScope, Selection } from '#contract/operations.ts';
import { useConnection } from '../../engine/engine-provider.tsx';
import { formatCounted } from '../../ui/format.ts';
import { useToasts } from '../../ui/toasts.tsx';
import { rememberMarks } from '../runs/view-steps.ts';

/** Which backtests are marked: the selected rows of a table, or one. */
export interface MarkTarget extends RowScope {
  selection: Selection;
}

export function oneBacktest(archive: ArchiveId, handle: string): MarkTarget {
  const filter = equalsExpression('handle', handle);
  const selection: Selection = { kind: 'matching', except: [] };
  return { archive, rows: 'backtests', filter, quick: '', selection };
}

/** Marks, and says so; null when it failed, which is said too. */
export function useMark() {
  const { engine, states } = useConnection();
  const toasts = useToasts();

  async function mark(
    target: MarkTarget,
    change: MarkChange,
    said: string,
  ): Promise<MarkOutcome | null> {
    try {
      const outcome = await engine.markBacktests({ ...target, change });
      const what = `${formatCounted(outcome.changed, 'backtest')} ${said}`;
      if (outcome.change !== null) {
        rememberMarks(states, target.archive, { what, change: outcome.change });
        toasts.show({ title: what });
      }
      return outcome;
    } catch (error) {
      toasts.fail('The marks could not be kept', error);
      return null;
    }
  }

  return {
    mark,
    /** Stars; where all are starred already, takes the stars away. */
    async toggleStar(target: MarkTarget): Promise<void> {
      const outcome = await mark(target, { starred: true }, 'starred');
      if (outcome?.changed === 0) await mark(target, { starred: false }, 'without a star');
    },
  };
}
