import type { Locator, Page } from '@playwright/test';
import { Grid } from './grid.ts';

/** The home of an archive: toolbar, filters, sweep navigation, table, preview. */
export class RunsPage {
  readonly grid: Grid;
  readonly toolbar: Locator;
  readonly counts: Locator;
  readonly quickSearch: Locator;
  readonly filter: Locator;
  readonly filterError: Locator;
  readonly chips: Locator;
  readonly navigation: Locator;
  readonly preview: Locator;
  readonly order: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.grid = new Grid(page);
    this.toolbar = page.getByRole('toolbar', { name: 'Table' });
    this.counts = page.getByRole('status', { name: 'Counts' });
    this.quickSearch = this.toolbar.getByRole('searchbox', { name: 'Quick search' });
    this.filter = page.getByRole('combobox', { name: 'Filter', exact: true });
    this.filterError = page.locator('.filter-error');
    this.chips = page.getByRole('switch', { name: /^Filter / });
    this.navigation = page.getByRole('tree', { name: 'Sweep navigation' });
    this.preview = page.getByRole('complementary', { name: 'Preview' });
    this.order = page.locator('.runs-order');
  }

  button(name: string | RegExp): Locator {
    return this.toolbar.getByRole('button', { name });
  }

  async addFilter(expression: string): Promise<void> {
    await this.filter.fill(expression);
    await this.filter.press('Enter');
  }

  chip(expression: string): Locator {
    return this.#page.getByRole('switch', { name: `Filter ${expression}`, exact: true });
  }

  async removeChip(expression: string): Promise<void> {
    await this.#page.getByRole('button', { name: `Remove filter ${expression}` }).click();
  }

  /** A value in the sweep navigation, such as a tag or a folder. */
  node(label: string): Locator {
    return this.navigation.getByRole('treeitem', { name: new RegExp(`^${label},`) });
  }

  group(label: string): Locator {
    return this.navigation.getByRole('treeitem', { name: label, exact: true });
  }

  async openColumns(): Promise<Locator> {
    await this.button('Columns').click();
    return this.#page.getByRole('dialog', { name: 'Columns' });
  }

  async openExport(): Promise<Locator> {
    await this.button('Export').click();
    return this.#page.getByRole('dialog', { name: 'Export' });
  }
}
