import type { ParsedArguments } from './parse-arguments.ts';
import type { Terminal } from './terminal.ts';

/** What a command is run with. */
export interface CommandContext {
  readonly given: ParsedArguments;
  readonly terminal: Terminal;
  /** Called as `iaf`: what is shown by itself is what the reference shows. */
  readonly isReference: boolean;
}

/** Resolves to the exit code. Throws `UsageError` and `ArchiveError`. */
export type Command = (context: CommandContext) => Promise<number>;
