import type { ExportCodeOutcome } from '../../../operations/export-code.ts';
import type { ExportOutcome } from '../../../operations/export-rows.ts';
import type { CommandContext } from '../command-context.ts';
import { exitCodes } from '../exit-code.ts';
import { hasOption } from '../option-values.ts';
import { formatBytes } from '../output/format-cell.ts';
import { writeJson } from '../output/write-json.ts';
import { failureAsJson, sayFailures } from '../run-task.ts';
import type { Terminal } from '../terminal.ts';

/** What an export wrote: rows or bundles, source code, or both. */
interface Exported {
  rows: ExportOutcome | null;
  code: ExportCodeOutcome | null;
}

export async function reportExport(
  { given, terminal }: CommandContext,
  format: string,
  { rows, code }: Exported,
): Promise<number> {
  const failures = [...(rows?.failures ?? []), ...(code?.failures ?? [])];
  const exitCode = failures.length > 0 ? exitCodes.partlyDone : exitCodes.done;
  if (hasOption(given, 'json')) {
    await writeJson(terminal, {
      ...(rows === null ? {} : rowsAsJson(rows)),
      ...(code === null ? {} : { source_code: sourceCodeAsJson(code) }),
    });
    return exitCode;
  }
  sayFailures(terminal, failures);
  if (hasOption(given, 'quiet')) return exitCode;
  if (rows !== null) {
    const what = format === 'bundles' ? 'bundles' : 'rows';
    const count = rows.added.toLocaleString('en');
    await terminal.write(`${count} ${what}, ${formatBytes(rows.bytes)}, in ${rows.written}\n`);
  }
  if (code !== null) await saySourceCode(terminal, code);
  return exitCode;
}

function rowsAsJson({ written, added, bytes, failures, seconds }: ExportOutcome) {
  return { written, exported: added, bytes, failed: failures.map(failureAsJson), seconds };
}

export async function saySourceCode(terminal: Terminal, code: ExportCodeOutcome): Promise<void> {
  const count = (code.files + code.unchanged).toLocaleString('en');
  const without = code.without === 0 ? '' : `; ${code.without.toLocaleString('en')} came without`;
  await terminal.write(`${count} files of source code, in ${code.written}${without}\n`);
}

export function sourceCodeAsJson(code: ExportCodeOutcome) {
  const { written, sets, files, unchanged, without, failures } = code;
  return { written, sets, files, unchanged, without, failed: failures.map(failureAsJson) };
}
