import type { Locator, Page } from '@playwright/test';

/** The start: archives opened before, and the ways to open another. */
export class ArchivesPage {
  readonly heading: Locator;
  readonly table: Locator;
  readonly firstSteps: Locator;
  readonly tryDemo: Locator;
  readonly openFolder: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    const main = page.getByRole('main');
    this.heading = main.getByRole('heading', { name: 'Archives', level: 1 });
    this.table = main.getByRole('table', { name: 'Recent archives' });
    this.firstSteps = main.getByRole('region', { name: 'Nothing opened yet' });
    this.tryDemo = main.getByRole('button', { name: 'Try the demo archive' });
    this.openFolder = main.getByRole('button', { name: /^Open folder/ });
  }

  link(name: string): Locator {
    return this.table.getByRole('link', { name, exact: true });
  }

  async forget(name: string): Promise<void> {
    await this.table.getByRole('button', { name: `Actions for ${name}` }).click();
    await this.#page.getByRole('menuitem', { name: /^Forget/ }).click();
  }
}
