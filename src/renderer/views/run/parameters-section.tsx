import type { BacktestDetail } from '#contract/operations.ts';

/** What the strategy was set to. */
export function ParametersSection({ detail }: { detail: BacktestDetail }) {
  return (
    <section className="run-section" aria-labelledby="run-parameters">
      <h3 id="run-parameters">Parameters</h3>
      {detail.parameters.length === 0 ? (
        <p className="soft">The bundle names none.</p>
      ) : (
        <dl className="figures">
          {detail.parameters.map(({ name, value }) => (
            <div key={name} className="figure">
              <dt title={name}>{name}</dt>
              <dd title={String(value ?? '')}>{value === null ? '–' : String(value)}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
