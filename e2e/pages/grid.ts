import type { Locator, Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { afterDrawing } from '../support/after-drawing.ts';

/** The table of backtests or runs. Cells are found by the key of their column. */
export class Grid {
  readonly grid: Locator;

  constructor(page: Page) {
    this.grid = page.getByRole('grid');
  }

  head(label: string): Locator {
    return this.grid.getByRole('columnheader', { name: label, exact: true });
  }

  /** Rows that are drawn and have come, without the head. */
  get rows(): Locator {
    return this.grid.locator('[role=row][data-row]');
  }

  /** By its place in the order, from 0. */
  row(index: number): Locator {
    return this.grid.locator(`[role=row][data-row="${index}"]`);
  }

  cell(index: number, column: string): Locator {
    return this.row(index).locator(`[data-column="${column}"]`);
  }

  /** What stands in a column, from the first row drawn to the last. */
  async texts(column: string): Promise<string[]> {
    await expect(this.row(0)).toBeVisible();
    await this.settled();
    const rows = await this.rows.evaluateAll(
      (elements, name) =>
        elements
          .map((element) => ({
            index: Number(element.getAttribute('data-row')),
            text: element.querySelector(`[data-column="${name}"]`)?.textContent ?? '',
          }))
          .sort((a, b) => a.index - b.index)
          .map(({ text }) => text),
      column,
    );
    return rows;
  }

  async sortBy(label: string): Promise<void> {
    await (await this.reach(label)).click();
    await this.settled();
  }

  /**
   * A head that may stand beyond the edge. Heads follow the rows one frame after a scroll: pressed within that
   * frame, the pointer would come up over its neighbour.
   */
  async reach(label: string): Promise<Locator> {
    const head = this.head(label);
    await head.scrollIntoViewIfNeeded();
    await afterDrawing(head.page());
    return head;
  }

  /** As one more key. */
  async thenSortBy(label: string): Promise<void> {
    await (await this.reach(label)).click({ modifiers: ['Shift'] });
    await this.settled();
  }

  /** Until the rows on screen are those that were asked for last. */
  async settled(): Promise<void> {
    await expect(this.grid).toHaveAttribute('aria-busy', 'false');
  }

  /** How many rows match, as readers are told; the head counts as one. */
  async count(): Promise<number> {
    return Number(await this.grid.getAttribute('aria-rowcount')) - 1;
  }

  async expectCount(rows: number, options: { timeout?: number } = {}): Promise<void> {
    await expect(this.grid).toHaveAttribute('aria-rowcount', String(rows + 1), options);
  }
}
