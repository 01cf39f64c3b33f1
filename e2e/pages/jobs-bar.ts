import type { Locator, Page } from '@playwright/test';

/** The bottom of the window: what is running, and what became of it. */
export class JobsBar {
  readonly bar: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.bar = page.getByRole('region', { name: 'Jobs', exact: true });
  }

  /** What the bar says of the job at hand. */
  get says(): Locator {
    return this.bar.locator('.jobs-says');
  }

  button(name: string | RegExp): Locator {
    return this.bar.getByRole('button', { name });
  }

  get download(): Locator {
    return this.bar.getByRole('link', { name: 'Download' });
  }

  /** Opens the list of all jobs. */
  async openList(): Promise<Locator> {
    await this.button(/^Jobs \(/).click();
    return this.#page.getByRole('dialog', { name: 'All jobs' });
  }

  /** What failed, as rows of a table. */
  async openFailures(): Promise<Locator> {
    await this.button(/failures?$/).click();
    return this.#page.getByRole('dialog', { name: /^What failed/ });
  }
}
