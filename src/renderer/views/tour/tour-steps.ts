/** A step of the tour: what it is about on screen, and what to say of it. */
export interface TourStep {
  /** A CSS selector; a step whose piece is not on screen is passed over. */
  about: string;
  title: string;
  text: string;
}

/** Short enough to be read: what the table is, how to narrow, how to decide, where the rest is. */
export const tourSteps: readonly TourStep[] = [
  {
    about: '.rows-switch',
    title: 'A row is a backtest',
    text: 'One for each bundle, or one for each run of it: switch here. The demo holds real parameter sweeps.',
  },
  {
    about: '[role="columnheader"][data-column="sharpe_ratio"]',
    title: 'Click a head to sort',
    text: 'Again turns the order, Shift adds a second key. The menu of a head hides, pins and filters its column.',
  },
  {
    about: '.sweep',
    title: 'Narrow to one sweep',
    text: 'Folders, tags, algorithms and parameters, each with its best Sharpe. Several values of one group widen, another group narrows.',
  },
  {
    about: '.filter-field',
    title: 'Or say it',
    text: 'sharpe > 1 and ema_fast between 5 and 12: columns and parameters by name, with completion. Each condition becomes a chip that can be switched off.',
  },
  {
    about: '.panel-right',
    title: 'Look at one',
    text: 'The focused row with its curves, parameters and file. S stars it, and tags and notes are kept beside the archive.',
  },
  {
    about: '.top-screens',
    title: 'Then decide',
    text: 'The other screens look at the same archive: they follow your filter and your selection.',
  },
  {
    about: '.top-search',
    title: 'Everything is a command',
    text: 'Search for what you want to do; ? shows the keys that work where you are.',
  },
];
