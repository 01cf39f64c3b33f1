import type { Locator, Page } from '@playwright/test';
import { Grid } from './grid.ts';

/** The page of one run. */
export class RunPage {
  readonly title: Locator;
  readonly figures: Locator;
  readonly curves: Locator;
  readonly place: Locator;
  readonly window: Locator;
  readonly tables: Locator;
  readonly grid: Grid;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    const main = page.getByRole('main');
    this.title = main.getByRole('heading', { level: 2 });
    this.figures = main.locator('dl[aria-label="Headline figures"]');
    this.curves = main.getByRole('slider', { name: /^Equity of/ });
    this.place = main.locator('.run-place');
    this.window = main.getByRole('combobox', { name: 'Window' });
    this.tables = main.getByRole('region', { name: 'Tables of the run' });
    this.grid = new Grid(page);
  }

  chart(title: string): Locator {
    return this.#page.getByRole('region', { name: title, exact: true });
  }

  tab(name: string): Locator {
    return this.tables.getByRole('tab', { name: new RegExp(`^${name}`) });
  }

  button(name: string): Locator {
    return this.#page.getByRole('button', { name, exact: true });
  }

  /** Rows that the table says it has. */
  get count(): Locator {
    return this.tables.getByRole('status');
  }
}
