import type { Locator, Page } from '@playwright/test';
import { Grid } from './grid.ts';

/** SQL over an archive: tables at the left, the text, the answer below. */
export class QueryPage {
  readonly editor: Locator;
  readonly answer: Locator;
  readonly tables: Locator;
  readonly grid: Grid;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.editor = page.getByRole('textbox', { name: 'SQL' });
    this.answer = page.getByRole('status', { name: 'Answer' });
    this.tables = page.getByRole('complementary', { name: 'Tables and columns' });
    this.grid = new Grid(page);
  }

  button(name: string): Locator {
    return this.#page.getByRole('main').getByRole('button', { name, exact: true });
  }

  async ask(sql: string): Promise<void> {
    await this.editor.fill(sql);
    await this.editor.press('ControlOrMeta+Enter');
  }
}
