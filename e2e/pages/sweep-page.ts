import type { Locator, Page } from '@playwright/test';

/** What was varied, as a heat map, scatter, parallel coordinates and groups. */
export class SweepPage {
  readonly screen: Locator;
  readonly counts: Locator;
  readonly heat: Locator;
  readonly plateaus: Locator;
  readonly scatter: Locator;
  readonly lines: Locator;
  readonly groups: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.screen = page.getByRole('main', { name: /^Sweep of / });
    this.counts = page.getByRole('status', { name: 'Counts' });
    this.heat = page.locator('.swept-heat');
    this.plateaus = page.getByRole('region', { name: 'Best plateaus' });
    this.scatter = page.locator('.swept-scatter');
    this.lines = page.locator('.swept-parallel');
    this.groups = page.locator('.swept-groups');
  }

  async open(): Promise<void> {
    await this.#page.getByRole('link', { name: 'Sweep', exact: true }).click();
    await this.screen.waitFor();
  }

  async leaveToRuns(): Promise<void> {
    await this.#page.getByRole('link', { name: 'Runs', exact: true }).click();
  }

  /** The cells, walked by arrow keys. */
  get cells(): Locator {
    return this.heat.getByRole('application');
  }

  /** What is said of the cell that the keyboard is at. */
  get readout(): Locator {
    return this.heat.locator('.swept-readout');
  }

  /** Holds a parameter at a value, or the axes at a parameter. */
  async choose(control: string, label: string | RegExp): Promise<void> {
    const select = this.heat.getByLabel(control, { exact: true });
    const option = select.locator('option').filter({ hasText: label }).first();
    await select.selectOption((await option.getAttribute('value')) ?? '');
  }

  /** Draws a closed line in shares of the picture: from 0, 0 at the top left. */
  async draw(chart: Locator, shares: readonly (readonly [number, number])[]): Promise<void> {
    const picture = chart.locator('.swept-picture');
    await picture.scrollIntoViewIfNeeded();
    const box = await picture.boundingBox();
    if (box === null) throw new Error('nothing to draw on');
    const [first, ...rest] = shares.map(
      ([x, y]) => [box.x + x * box.width, box.y + y * box.height] as const,
    );
    await this.#page.mouse.move(...first!);
    await this.#page.mouse.down();
    for (const [x, y] of rest) await this.#page.mouse.move(x, y, { steps: 6 });
    await this.#page.mouse.up();
  }
}
