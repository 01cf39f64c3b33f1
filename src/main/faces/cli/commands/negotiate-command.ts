import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { missingInArchive } from '../../../operations/missing-in-archive.ts';
import type { Command } from '../command-context.ts';
import { exitCodes } from '../exit-code.ts';
import { hasOption } from '../option-values.ts';
import { writeJson } from '../output/write-json.ts';
import { UsageError } from '../usage-error.ts';

export const runNegotiate: Command = async ({ given, terminal }) => {
  const [archive] = given.words as [string];
  const hashes = readHashes(await text(process.stdin), given.command);
  const missing = await missingInArchive(resolve(archive), hashes);
  if (hasOption(given, 'json')) await writeJson(terminal, { missing });
  else for (const hash of missing) await terminal.write(`${hash}\n`);
  return exitCodes.done;
};

/** One a line, or as JSON: a list, or an object with a list called `have`. */
function readHashes(input: string, command: string): string[] {
  const words = input.match(/[^\s"[\]{},:]+/g) ?? [];
  const hashes = words.filter((word) => word !== 'have');
  const wrong = hashes.find((hash) => !/^[0-9a-f]{64}$/.test(hash));
  if (wrong === undefined) return [...new Set(hashes)];
  throw new UsageError(`"${wrong.slice(0, 80)}" is no SHA-256 in lower-case hex`, command);
}
