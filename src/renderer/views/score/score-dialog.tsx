import { Copy, RotateCcw, X } from 'lucide-react';
import { useState } from 'react';
import { summaryColumns } from '#contract/backtest-summary.ts';
import { wholeExpression } from '#contract/filter/quick-expression.ts';
import { rankCommand } from '#contract/list-command.ts';
import type { RowScope } from '#contract/operations.ts';
import { type Focus, focuses, type ScoreWeights } from '#contract/score.ts';
import { useQuery } from '../../engine/use-query.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Select } from '../../ui/choice.tsx';
import { copyText } from '../../ui/copy-text.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { formatNumber } from '../../ui/format.ts';
import { useToasts } from '../../ui/toasts.tsx';
import { isOfFocus, weightsInUse, withFocus, withoutWeight, withWeight } from './score-plan.ts';
import { WeightLine } from './weight-line.tsx';
import './score.css';

interface ScoreDialogProps {
  /** The folder, for people. */
  archive: string;
  /** The rows that are scored. */
  scope: RowScope;
  start: ScoreWeights | null;
  onScore: (score: ScoreWeights) => void;
  onClose: () => void;
}

const focusLabels: Readonly<Record<Focus, string>> = {
  balanced: 'Balanced',
  profit: 'Profit',
  frequency: 'Frequency of trades',
  risk_adjusted: 'Risk-adjusted',
};

/** Rows of the ranking that are shown while weights are moved. */
const SHOWN = 6;

const labels = new Map<string, string>(summaryColumns.map(({ key, label }) => [key, label]));

/** Builds a weighted score: a focus to start from, a slider for every metric, and who would come first. */
export function ScoreDialog({ archive, scope, start, onScore, onClose }: ScoreDialogProps) {
  const [score, setScore] = useState<ScoreWeights>(start ?? withFocus('balanced'));
  const toasts = useToasts();
  const weights = weightsInUse(score);
  const used = new Set(weights.map(([metric]) => metric));
  const others = summaryColumns.filter(({ key }) => !used.has(key));
  const command = rankCommand({
    archive,
    rows: scope.rows,
    filter: wholeExpression(scope),
    score,
  });
  const apply = () => {
    onScore(score);
    onClose();
  };
  const copy = () =>
    copyText(command).then(
      () => toasts.show({ title: 'Copied as CLI command', detail: command }),
      (error: unknown) => toasts.fail('The command could not be copied', error),
    );

  return (
    <Dialog
      title="Weighted score"
      size="large"
      onClose={onClose}
      onSubmit={apply}
      description="Each metric is brought to 0 to 1 over the rows that match, multiplied by its weight, and added up. A negative weight asks for little of it."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" onClick={apply}>
            Sort by this score
          </Button>
        </>
      }
    >
      <div className="score">
        <div className="score-weights">
          <div className="score-focus">
            <Select
              label="Start from"
              value={score.focus}
              options={focuses.map((value) => ({ value, label: focusLabels[value] }))}
              onChange={(focus) => setScore(withFocus(focus))}
            />
            <Select
              label="Add a metric"
              value=""
              options={[
                { value: '', label: 'Choose…' },
                ...others.map(({ key, label }) => ({ value: key as string, label })),
              ]}
              onChange={(metric) => {
                if (metric !== '') setScore(withWeight(score, metric, 1));
              }}
            />
          </div>
          <ul className="score-list" aria-label="Weights">
            {weights.map(([metric, weight]) => (
              <WeightLine
                key={metric}
                label={labels.get(metric) ?? metric}
                weight={weight}
                onWeight={(next) => setScore(withWeight(score, metric, next))}
                action={
                  metric in score.weights && (
                    <IconButton
                      label={
                        isOfFocus(score, metric)
                          ? `${labels.get(metric) ?? metric}: back to the weight of the focus`
                          : `Take ${labels.get(metric) ?? metric} out`
                      }
                      icon={isOfFocus(score, metric) ? <RotateCcw size={14} /> : <X size={14} />}
                      onClick={() => setScore(withoutWeight(score, metric))}
                    />
                  )
                }
              />
            ))}
          </ul>
        </div>
        <FirstRows scope={scope} score={score} />
      </div>
      <div className="score-command">
        <code>{command}</code>
        <IconButton label="Copy the command" icon={<Copy size={14} />} onClick={copy} />
      </div>
    </Dialog>
  );
}

function FirstRows({ scope, score }: { scope: RowScope; score: ScoreWeights }) {
  const question = {
    ...scope,
    score,
    sort: [{ column: 'score', descending: true }],
    columns: ['score', 'algorithm_id', 'sharpe_ratio'],
    offset: 0,
    limit: SHOWN,
  };
  const answer = useQuery(JSON.stringify(question), (engine) => engine.queryRows(question));
  return (
    <section className="score-first" aria-label="First by this score" aria-busy={answer.isLoading}>
      <h3>First by this score</h3>
      {answer.error !== undefined && <p className="soft">The rows could not be ranked.</p>}
      <ol>
        {answer.value?.rows.map(({ no, handle, cells }) => (
          <li key={no}>
            <span className="truncate" title={handle}>
              {String(cells[1] ?? handle)}
              <span className="soft"> {handle}</span>
            </span>
            <span className="score-value">{formatNumber(Number(cells[0]), 3)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
