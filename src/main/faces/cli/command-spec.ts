/** What a command takes. Parsing, `--help` and `docs/cli.md` all come from this. */
export interface CommandSpec {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  readonly arguments: readonly ArgumentSpec[];
  readonly options: readonly OptionSpec[];
  /** Paragraphs that follow the options. */
  readonly notes?: readonly string[];
  readonly examples?: readonly string[];
}

export interface ArgumentSpec {
  readonly name: string;
  readonly about: string;
  readonly isOptional?: boolean;
  /** Takes all that follow. */
  readonly isMany?: boolean;
}

export interface OptionSpec {
  readonly name: string;
  readonly about: string;
  /** What its value is called; without it the option is a switch. */
  readonly value?: string;
  /** One letter. */
  readonly short?: string;
  /** Other spellings, those of the reference's own command line. */
  readonly aliases?: readonly string[];
  readonly isMany?: boolean;
}

export const commonOptions: readonly OptionSpec[] = [
  { name: 'quiet', about: 'No progress and no closing words; results and errors only' },
  { name: 'help', short: 'h', about: 'Says what the command takes' },
];

export const jsonOption: OptionSpec = {
  name: 'json',
  about: 'Standard output is JSON and nothing else',
};

export const progressOption: OptionSpec = {
  name: 'no-progress',
  about: 'No progress on the terminal',
};
