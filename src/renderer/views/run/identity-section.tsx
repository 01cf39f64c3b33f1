import type { CellValue } from '#contract/column.ts';
import { formatCell } from '../../ui/format.ts';
import { figuresOf } from './run-figures.ts';

const shown = [
  'study_name',
  'sample_type',
  'universe_key',
  'engine',
  'window',
  'window_role',
  'start',
  'end',
  'number_of_days',
  'symbols',
  'trading_symbol',
  'initial_unallocated',
];

/** Over which window and on what the run was made; what its format does not say is left out. */
export function IdentitySection({ values }: { values: Record<string, CellValue> }) {
  const figures = figuresOf(shown, values).filter(({ value }) => value !== null && value !== '');
  return (
    <section className="run-section" aria-labelledby="run-identity">
      <h3 id="run-identity">This run</h3>
      <dl className="run-provenance">
        {figures.map(({ column, value }) => (
          <div key={column.key} className="run-fact">
            <dt title={column.meaning}>{column.label}</dt>
            <dd>{formatCell(column, value)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
