import type { Locator, Page } from '@playwright/test';
import { FolderDialog } from './folder-dialog.ts';

/** The dialog that starts a migration, and the page that says what became of it. */
export class MigratePage {
  readonly dialog: Locator;
  readonly estimate: Locator;
  readonly result: Locator;
  readonly reclaim: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.dialog = page.getByRole('dialog', { name: /^Migrate .+ to tiered$/ });
    this.estimate = this.dialog.getByRole('region', { name: 'Estimate' });
    this.result = page.getByRole('region', { name: 'Result' });
    this.reclaim = page.getByRole('region', { name: 'Your source folder is untouched' });
  }

  /** From the menu of the archive on screen. */
  async open(archive: string): Promise<void> {
    await this.#page.getByRole('button', { name: `Archive: ${archive}` }).click();
    await this.#page.getByRole('menuitem', { name: 'Migrate to tiered…' }).click();
  }

  async chooseFolder(path: string): Promise<void> {
    await this.dialog.getByRole('button', { name: /^Choose (a|another) folder…$/ }).click();
    const folders = new FolderDialog(this.#page, 'Where the tiered archive goes');
    await folders.goTo(path);
    await folders.accept('Use this folder');
  }

  async start(name: string): Promise<void> {
    await this.dialog.getByLabel('Name of the new archive').fill(name);
    await this.dialog.getByRole('button', { name: 'Migrate', exact: true }).click();
  }

  async openArchive(): Promise<void> {
    await this.#page.getByRole('button', { name: 'Open the tiered archive' }).click();
  }
}
