import type { ArchiveId, BacktestDetail } from '#contract/operations.ts';
import { useCommand } from '../../ui/commands.tsx';
import { BacktestMarks } from '../marks/backtest-marks.tsx';
import { oneBacktest, useMark } from '../marks/use-mark.ts';
import { useHistory } from '../runs/use-history.ts';
import { useUndoCommands } from '../runs/use-undo-commands.ts';
import type { Step } from '../runs/view-steps.ts';

/** The star, tags and note of the backtest that the run belongs to; S stars here, too. */
export function RunMarks({ archive, detail }: { archive: ArchiveId; detail: BacktestDetail }) {
  const { toggleStar } = useMark();
  // The view of the table cannot be seen here: only marks are taken back.
  useUndoCommands(useHistory(archive, isOfMarks), 'Run');
  useCommand({
    id: 'run.star',
    label: 'Star, or take the star away',
    group: 'Run',
    keys: ['S'],
    words: 'favourite mark bookmark',
    run: () => void toggleStar(oneBacktest(archive, detail.handle)),
  });
  return <BacktestMarks archive={archive} detail={detail} />;
}

const isOfMarks = ({ kind }: Step) => kind === 'marks';
