import { expect, type Locator, type Page } from '@playwright/test';

/** The folder dialog of the browser face: the machine that Strata runs on. */
export class FolderDialog {
  readonly dialog: Locator;
  readonly path: Locator;
  readonly note: Locator;

  constructor(page: Page, title: string) {
    this.dialog = page.getByRole('dialog', { name: title });
    this.path = this.dialog.getByLabel('Folder', { exact: true });
    this.note = this.dialog.locator('.dialog-note');
  }

  /** Types a path and goes there. */
  async goTo(path: string): Promise<void> {
    // The folder to start with is asked for first, and would take the place of what was typed.
    await expect(this.path).not.toHaveValue('');
    await this.path.fill(path);
    await this.path.press('Enter');
  }

  /** Goes below the folder that is shown, by its name. */
  async enter(name: string): Promise<void> {
    await this.dialog.getByRole('button', { name, exact: true }).click();
  }

  async accept(button: string): Promise<void> {
    await this.dialog.getByRole('button', { name: button }).click();
  }
}
