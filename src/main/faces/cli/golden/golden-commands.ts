import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const fixturesFolder = join(import.meta.dirname, '..', '..', '..', '..', '..', 'fixtures');

/** A command line that was run with the reference, and where its output is kept. */
export interface GoldenCommand {
  /** Relative to `fixtures/golden`, such as `v2/list_default.json`. */
  file: string;
  /** `v1` or `v2`: whose index it was run on. */
  corpus: string;
  command: string;
  /** What followed the index. */
  options: string[];
}

/** The `list` and `rank` commands of `fixtures/golden/COMMANDS.txt` whose output is JSON. */
export function goldenCommands(): GoldenCommand[] {
  const lines = readFileSync(join(fixturesFolder, 'golden', 'COMMANDS.txt'), 'utf8').split('\n');
  return lines.flatMap((line) => {
    const found = /^\S+ (list|rank) golden\/(v1|v2)\/index\.sqlite(.*) # > (\S+\.json) rc=0$/.exec(
      line,
    );
    if (found === null) return [];
    const [, command = '', corpus = '', options = '', file = ''] = found;
    return [{ file, corpus, command, options: splitShellWords(options) }];
  });
}

/** A golden file, with Python's words NaN and Infinity as our output has them. */
export function goldenOutput(file: string): unknown {
  const text = readFileSync(join(fixturesFolder, 'golden', file), 'utf8');
  return JSON.parse(
    text.replace(/: (NaN|-?Infinity)\b/g, (_all, word: string) => `: ${words[word]}`),
  );
}

const words: Readonly<Record<string, string>> = {
  NaN: 'null',
  Infinity: '"inf"',
  '-Infinity': '"-inf"',
};

/** The file quotes with backslashes only. */
function splitShellWords(text: string): string[] {
  const parts = text.trim().match(/(?:\\.|[^\\\s])+/g) ?? [];
  return parts.map((part) => part.replace(/\\(.)/g, '$1'));
}
