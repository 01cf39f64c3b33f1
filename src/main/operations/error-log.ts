import { appendFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';

/** Past this the log begins anew, and one older log is kept. */
const MAX_LOG_BYTES = 1024 * 1024;

/** Writes what was not expected, in full, to `strata.log` in the state folder and to stderr. */
export function openErrorLog(stateFolder: string): (error: unknown) => void {
  const file = join(stateFolder, 'strata.log');
  return (error) => {
    const text = `${new Date().toISOString()} ${inspect(error, { depth: 4 })}\n`;
    process.stderr.write(text);
    try {
      const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
      if (size > MAX_LOG_BYTES) renameSync(file, `${file}.old`);
      appendFileSync(file, text, { mode: 0o600 });
    } catch (failure) {
      // A full or read-only disk must not turn one failure into two; stderr has it.
      process.stderr.write(`${file} cannot be written: ${String(failure)}\n`);
    }
  };
}
