import { Select } from '../../ui/choice.tsx';
import { type Axes, otherAxes } from './sweep-state.ts';
import type { SweepModel } from './use-sweep-model.ts';

export const aggregateLabels = {
  best: 'Best',
  median: 'Median',
  mean: 'Mean',
  worst: 'Worst',
} as const;

/** Axes, aggregate, colour, and a value at which each other parameter is held. */
export function HeatControls({ model, axes }: { model: SweepModel; axes: Axes }) {
  const { swept, state, set } = model;
  const options = [
    ...swept.map(({ key, name, distinct }) => ({ value: key, label: `${name} (${distinct})` })),
    ...otherAxes.map(({ key, label }) => ({ value: key as string, label })),
  ];
  const sliced = swept.filter(({ key }) => key !== axes.x && key !== axes.y);
  const axis = (label: string, mine: 'x' | 'y') => (
    <Select
      label={label}
      isQuiet
      value={axes[mine]}
      options={options}
      onChange={(key) => {
        const other = mine === 'x' ? 'y' : 'x';
        // Choosing what the other axis shows changes places.
        const others = key === axes[other] ? axes[mine] : axes[other];
        set(`axis ${mine}`, { [mine]: key, [other]: others } as Partial<typeof state>);
      }}
    />
  );
  return (
    <>
      {axis('Across', 'x')}
      {axis('Up', 'y')}
      <Select
        label="Each cell"
        isQuiet
        value={state.aggregate}
        options={Object.entries(aggregateLabels).map(([value, label]) => ({
          value: value as typeof state.aggregate,
          label,
        }))}
        onChange={(aggregate) => set('aggregate', { aggregate })}
      />
      <Select
        label="Colour"
        isQuiet
        value={state.shows}
        options={[
          { value: 'value', label: 'Value' },
          { value: 'plateau', label: 'Plateau score' },
        ]}
        onChange={(shows) => set('shows', { shows })}
      />
      {sliced.map(({ key, name, values, distinct }) => (
        <Select
          key={key}
          label={name}
          isQuiet
          value={
            values.some(({ filter }) => filter === state.slices[key]) ? state.slices[key]! : ''
          }
          options={[
            { value: '', label: `All ${distinct}` },
            ...values.map(({ filter, label, count }) => ({
              value: filter,
              label: `${label} (${count})`,
            })),
            ...(distinct > values.length
              ? [
                  {
                    value: 'more',
                    label: `${distinct - values.length} more: filter`,
                    isDisabled: true,
                  },
                ]
              : []),
          ]}
          onChange={(filter) => set(`slice ${key}`, { slices: { ...state.slices, [key]: filter } })}
        />
      ))}
    </>
  );
}
