import { useState } from 'react';
import { useEngine } from '../../engine/engine-provider.tsx';
import { useQuery } from '../../engine/use-query.ts';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/choice.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { formatCount, formatCounted } from '../../ui/format.ts';
import { rowWords } from '../runs/row-words.ts';
import { GroupChart } from './group-chart.tsx';
import { otherAxes } from './sweep-state.ts';
import { useSay } from './use-say.ts';
import type { SweepModel } from './use-sweep-model.ts';

const GROUPS = 100;

/** The metric by the values of a parameter, a tag, a folder… */
export function GroupPanel({ model }: { model: SweepModel }) {
  const { state, set, scope, question, swept, metric, isLowBest, marked } = model;
  const engine = useEngine();
  const say = useSay();
  const [limit, setLimit] = useState(GROUPS);
  const options = [
    ...swept.map(({ key, name }) => ({ value: key, label: name })),
    ...otherAxes.map(({ key, label }) => ({ value: key as string, label })),
  ];
  const by = options.find(({ value }) => value === state.groupBy) ?? options[0]!;
  const asked = { ...scope, by: by.value, metric: metric?.key ?? 'sharpe_ratio', isLowBest, limit };
  const answer = useQuery(
    question === null || model.total === null
      ? null
      : JSON.stringify([question, asked, marked.key]),
    async () => ({
      groups: await engine.sweepGroups({
        ...asked,
        selection: marked.selection,
        asks: `${model.asker} groups`,
      }),
      label: by.label,
    }),
  );
  const words = rowWords[scope.rows];
  if (answer.error !== undefined) {
    return (
      <ErrorNote
        title="The groups could not be worked out"
        error={answer.error}
        actions={<Button onClick={answer.refresh}>Try again</Button>}
      />
    );
  }
  if (answer.value === undefined || metric === undefined) {
    return (
      <p className="soft swept-none" role="status">
        Working out the groups…
      </p>
    );
  }
  const { groups, label } = answer.value;
  return (
    <GroupChart
      answer={groups}
      byLabel={label}
      column={metric}
      words={words}
      note={
        groups.more > 0
          ? `The ${formatCount(groups.groups.length)} groups with the most ${words[1]}; ${formatCount(groups.more)} more below.`
          : `${formatCounted(groups.total, ...words)} in ${formatCounted(groups.groups.length, 'group')}`
      }
      controls={
        <Select
          label="By"
          isQuiet
          value={by.value}
          options={options}
          onChange={(groupBy) => {
            setLimit(GROUPS);
            set('groups', { groupBy });
          }}
        />
      }
      copies={model.copies([by.value, metric.key])}
      isBehind={answer.isStale}
      onSelect={async ({ filter, label: name }, isAdding) => {
        const count = await model.select(filter, { isAdding });
        say(`${label} ${name}: ${formatCounted(count, ...words)} selected`);
      }}
      onFilter={({ filter }) => model.addFilter(filter)}
      onMore={() => setLimit(limit * 10)}
    />
  );
}
