import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  estimateMigration,
  type MigrationEstimate,
} from '../../../operations/estimate-migration.ts';
import type { ExportCodeOutcome } from '../../../operations/export-code.ts';
import { type MigrateOutcome, migrateToTiered } from '../../../operations/migrate-store.ts';
import { migrateToFolder } from '../../../operations/migrate-to-folder.ts';
import { findReferenceStore } from '../../../operations/reference-store.ts';
import type { Command, CommandContext } from '../command-context.ts';
import { exitCodes } from '../exit-code.ts';
import { choiceOption, hasOption, splitList, textOption, wholeOption } from '../option-values.ts';
import { formatBytes } from '../output/format-cell.ts';
import { writeJson } from '../output/write-json.ts';
import { countsText, failureAsJson, resultAsJson, runTask, sayFailures } from '../run-task.ts';
import { UsageError } from '../usage-error.ts';
import { saySourceCode, sourceCodeAsJson } from './report-export.ts';
import { codeAsJson, codeFolder, sayRenames, sayTied } from './tiered-import.ts';

export const runMigrate: Command = async (context) => {
  const { given } = context;
  const from = storeKind(context, 'from');
  const to = storeKind(context, 'to');
  const { source, target } = findPlaces(context);
  const threads = wholeOption(given, 'jobs', 1) ?? 0;
  const handles = handlesOption(context);
  // In the reference's words its own tiered store is local-tiered, too.
  const isReference = from === 'local-tiered' && (await findReferenceStore(source)) !== null;
  if (from === to && !isReference) {
    throw new UsageError(`from ${from} to ${to}: there is nothing to migrate`, given.command);
  }
  if (to === 'local-dir') {
    if (['dry-run', 'proof', 'code'].some((name) => hasOption(given, name))) {
      throw new UsageError(
        '--dry-run, --proof and --code go with --to local-tiered',
        given.command,
      );
    }
    const original = hasOption(given, 'original');
    const withCode = hasOption(given, 'with-code');
    const { sourceCode, ...outcome } = await runTask(context, 'Writing', (task) =>
      migrateToFolder({ source, target, original, withCode, handles, threads }, task),
    );
    return report(context, outcome, sourceCode);
  }
  if (hasOption(given, 'original') || hasOption(given, 'with-code')) {
    throw new UsageError('--original and --with-code go with --to local-dir', given.command);
  }
  if (hasOption(given, 'dry-run')) {
    const estimate = await runTask(context, 'Trying a sample', (task) =>
      estimateMigration({ source, threads }, task),
    );
    return reportEstimate(context, estimate);
  }
  const code = codeFolder(context);
  const proof = choiceOption(given, 'proof', ['payload', 'file']) ?? 'payload';
  const outcome = await runTask(context, 'Migrating', (task) =>
    migrateToTiered({ source, target, handles, proof, code, threads }, task),
  );
  return report(context, outcome, null);
};

function storeKind({ given }: CommandContext, name: 'from' | 'to'): 'local-dir' | 'local-tiered' {
  const kind = textOption(given, name);
  if (kind === 'local-dir' || kind === 'local-tiered') return kind;
  const what = kind === null ? `--${name} is missing` : `--${name} ${kind}`;
  throw new UsageError(`${what}: local-dir or local-tiered is needed`, given.command);
}

/** Commas between them, blanks around them. */
function handlesOption({ given }: CommandContext): string[] | null {
  const text = textOption(given, 'handles');
  return text === null ? null : splitList(text);
}

/** As words, or in the reference's spelling as `--src` and `--dst`. */
function findPlaces({ given }: CommandContext): { source: string; target: string } {
  const words = [...given.words];
  const source = textOption(given, 'src') ?? words.shift();
  const target = textOption(given, 'dst') ?? words.shift();
  if (source === undefined || target === undefined || words.length > 0) {
    throw new UsageError('a source and a target are needed', given.command);
  }
  if (!existsSync(source)) throw new UsageError(`there is no folder ${source}`, given.command);
  return { source: resolve(source), target: resolve(target) };
}

async function report(
  { given, terminal }: CommandContext,
  outcome: MigrateOutcome,
  sourceCode: ExportCodeOutcome | null,
): Promise<number> {
  const { failures, skipped, missing, sourceBytes, archiveBytes, indexBytes, ratio, proof } =
    outcome;
  const exitCode = failures.length > 0 ? exitCodes.partlyDone : exitCodes.done;
  if (hasOption(given, 'json')) {
    await writeJson(terminal, {
      ...resultAsJson(outcome, failures),
      skipped: skipped.map(failureAsJson),
      missing: missing.map(failureAsJson),
      sourceBytes,
      archiveBytes,
      indexBytes,
      ratio,
      proof,
      renamed_on_import: outcome.renames,
      ...codeAsJson(outcome.code),
      ...(sourceCode === null ? {} : { source_code: sourceCodeAsJson(sourceCode) }),
    });
    return exitCode;
  }
  sayFailures(terminal, failures);
  if (hasOption(given, 'quiet')) return exitCode;
  sayFailures(terminal, [...skipped, ...missing]);
  const counts = countsText([
    [outcome.added, 'migrated'],
    [outcome.unchanged, 'there already'],
    [failures.length, 'failed'],
  ]);
  const proofs = countsText([
    [proof.file, 'come out byte for byte'],
    [proof.payload, 'with the same payload, their files not compared yet'],
    [proof.payloadOnly, 'with the same payload in another frame'],
  ]);
  sayRenames(terminal, outcome.renames);
  await terminal.write(
    `${outcome.seen.toLocaleString('en')} bundles: ${counts || 'none'}, in ${outcome.seconds.toFixed(1)} s\n` +
      `${formatBytes(sourceBytes)} of bundles are ${formatBytes(archiveBytes)} in the archive${share(ratio)}, and ${formatBytes(indexBytes)} of index\n` +
      `Proved: ${proofs || 'nothing'}\n`,
  );
  await sayTied(terminal, outcome.code);
  if (sourceCode !== null) await saySourceCode(terminal, sourceCode);
  return exitCode;
}

async function reportEstimate(
  { given, terminal }: CommandContext,
  estimate: MigrationEstimate,
): Promise<number> {
  if (hasOption(given, 'json')) {
    await writeJson(terminal, estimate);
    return exitCodes.done;
  }
  const { bundles, sourceBytes, sampled, archiveBytes, ratio, seconds, proofSeconds } = estimate;
  const { tried, file } = estimate.sampledProved;
  const lines = [`${bundles.toLocaleString('en')} bundles, ${formatBytes(sourceBytes)}`];
  if (archiveBytes === null || seconds === null) lines.push('None could be read.');
  else {
    lines.push(
      `Tried with ${sampled} of them: about ${formatBytes(archiveBytes)} in the archive${share(ratio)}, in about ${timeText(seconds)}`,
      `${file} of ${tried} compressed again came out byte for byte; --proof file takes about ${timeText(proofSeconds ?? 0)} more`,
    );
  }
  await terminal.write(`${lines.join('\n')}\n`);
  return exitCodes.done;
}

function share(ratio: number | null): string {
  return ratio === null ? '' : ` (${(ratio * 100).toFixed(0)} %)`;
}

function timeText(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}
