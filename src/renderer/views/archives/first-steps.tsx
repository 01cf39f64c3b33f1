/** What somebody sees who starts Strata for the first time. */
export function FirstSteps({ face }: { face: 'desktop' | 'browser' }) {
  return (
    <section className="first-steps" aria-labelledby="first-steps-title">
      <h2 id="first-steps-title">Nothing opened yet</h2>
      <p>
        Strata shows what is in a folder of backtest bundles, the files named .iafbt and .obtf that
        the framework writes. They are read where they lie and never changed.
      </p>
      <ol>
        <li>
          <strong>Open a folder</strong>
          {face === 'desktop'
            ? ', or drop one anywhere on this window.'
            : ' on the machine Strata runs on, or drop bundles on this window to upload them.'}
        </li>
        <li>Rows appear while it is still reading; an index is kept beside the bundles.</li>
        <li>Sort by Sharpe, filter, look into a run, export what turned up.</li>
      </ol>
      <p className="soft">No bundles at hand? The demo archive holds real ones.</p>
    </section>
  );
}
