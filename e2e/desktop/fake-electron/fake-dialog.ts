/** Electron's native dialogs, answered ahead of time; one that nobody expects is an error. */
export class FakeDialog {
  readonly asked: { kind: string; options: Record<string, unknown> }[] = [];
  readonly errors: { title: string; content: string }[] = [];
  readonly #paths: (string[] | null)[] = [];
  readonly #buttons: number[] = [];

  /** What the next file dialog gives; null for Cancel. */
  willChoose(paths: string[] | null): void {
    this.#paths.push(paths);
  }

  /** Which button of the next question is pressed, from 0. */
  willPress(button: number): void {
    this.#buttons.push(button);
  }

  async showOpenDialog(_window: unknown, options: Record<string, unknown>) {
    this.asked.push({ kind: 'open', options });
    const paths = this.#paths.shift();
    if (paths === undefined) throw new Error('a file dialog that nobody expects');
    return { canceled: paths === null, filePaths: paths ?? [] };
  }

  async showMessageBox(options: Record<string, unknown>) {
    this.asked.push({ kind: 'question', options });
    const response = this.#buttons.shift();
    if (response === undefined) throw new Error('a question that nobody expects');
    return { response };
  }

  showErrorBox(title: string, content: string): void {
    this.errors.push({ title, content });
  }
}
