import type { Locator, Page } from '@playwright/test';

/** Runs over and beside each other. */
export class ComparePage {
  readonly runs: Locator;
  readonly chart: Locator;
  /** What the curves say at the cursor. */
  readonly readout: Locator;
  readonly figures: Locator;
  readonly months: Locator;
  readonly correlation: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.runs = page.getByRole('list', { name: 'Compared runs' }).getByRole('listitem');
    this.chart = page.getByRole('slider', { name: /^Equity and drawdown of/ });
    this.readout = page.locator('.compare-readout');
    this.figures = page.getByRole('region', { name: 'Figures side by side' });
    this.months = page.getByRole('region', { name: 'Months side by side' });
    this.correlation = page.getByRole('region', { name: 'Correlation of every two runs' });
  }

  button(name: string | RegExp): Locator {
    return this.#page.getByRole('button', { name });
  }

  /** Cells of a figure, the baseline's first. */
  figure(label: string): Locator {
    const head = this.#page.getByRole('rowheader', { name: label, exact: true });
    return this.figures.getByRole('row').filter({ has: head }).getByRole('cell');
  }
}
