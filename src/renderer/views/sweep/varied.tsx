import { formatCount, formatCounted } from '../../ui/format.ts';
import type { SweepModel } from './use-sweep-model.ts';

/** What was varied and what was not, in a line each. */
export function Varied({ model: { parameters, swept } }: { model: SweepModel }) {
  const constant = parameters.value?.constant ?? [];
  return (
    <dl className="swept-varied">
      <div>
        <dt>Varied</dt>
        {swept.length === 0 && <dd className="soft">nothing</dd>}
        {swept.map(({ name, distinct, missing, values }) => (
          <dd key={name} title={values.map(({ label }) => label).join(', ')}>
            {name} <span className="faint">{formatCounted(distinct, 'value')}</span>
            {missing > 0 && <span className="faint">, {formatCount(missing)} without</span>}
          </dd>
        ))}
      </div>
      {constant.length > 0 && (
        <div>
          <dt>Constant</dt>
          {constant.map(({ name, value, missing }) => (
            <dd key={name} title={`${name} = ${value}`} className="swept-constant">
              {name} <span className="faint">{String(value)}</span>
              {missing > 0 && <span className="faint">, {formatCount(missing)} without</span>}
            </dd>
          ))}
        </div>
      )}
    </dl>
  );
}
