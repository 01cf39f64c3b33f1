import { ArchiveError } from '#contract/archive-error.ts';
import { quotedWord } from '#contract/list-command.ts';
import type { Input } from '#contract/operations.ts';
import { findBacktest } from '../../store/index/find-backtest.ts';
import type { Archive } from '../archive.ts';
import { pathOf } from '../engine-archives.ts';
import { openRun } from '../open-run.ts';
import { RETURN_BINS } from '../run-list.ts';
import { dialectOf } from '../sql/sql-source.ts';
import { tradeReturns } from '../trade-returns.ts';
import { partCommands } from './part-commands.ts';
import { partSql, type SnippetRun } from './part-sql.ts';
import { commandSnippets, pythonSnippets } from './python-snippets.ts';

type Request = Omit<Input<'runSnippet'>, 'archive'>;

/** Rows that a copied `strata sql` gives at most. */
const MOST_ROWS = 10_000_000;

/** See the contract. */
export async function runSnippet(archive: Archive, { runs, part, as }: Request): Promise<string> {
  const found = runs.map(({ id, run }): SnippetRun => {
    const backtest = findBacktest(archive.index, id);
    return { id: backtest.id, handle: backtest.handle, run };
  });
  const folder = pathOf(archive);
  if (as === 'sql') return sqlOf(archive, part, found);
  const isOnlySql = part.kind === 'correlation' && dialectOf(archive) === 'duckdb';
  if (as === 'cli' && isOnlySql) {
    const sql = await sqlOf(archive, part, found);
    return `strata sql ${quotedWord(folder)} ${quotedWord(sql)} --limit ${MOST_ROWS}`;
  }
  if (as !== 'cli' && (await hasSql(archive, part, found))) {
    return pythonSnippets('duckdb', archive.folder, await sqlOf(archive, part, found))[as];
  }
  const commands = partCommands(part, folder, found);
  if (as !== 'cli') return commandSnippets(commands)[as];
  return commands.map((words) => words.map(quotedWord).join(' ')).join('\n');
}

async function sqlOf(
  archive: Archive,
  part: Request['part'],
  runs: readonly SnippetRun[],
): Promise<string> {
  await requireDatasets(archive, runs);
  const [first] = runs;
  const { bins } =
    part.kind === 'returns'
      ? await tradeReturns(openRun(archive, { id: first!.handle, run: first!.run }), RETURN_BINS)
      : { bins: [] };
  return partSql(part, runs, bins);
}

/** Python asks the datasets where they have it, and else the command. */
async function hasSql(archive: Archive, part: Request['part'], runs: readonly SnippetRun[]) {
  try {
    await sqlOf(archive, part, runs);
    return true;
  } catch (error) {
    if (error instanceof ArchiveError && error.code === 'bad-request') return false;
    throw error;
  }
}

async function requireDatasets(archive: Archive, runs: readonly SnippetRun[]): Promise<void> {
  if (dialectOf(archive) !== 'duckdb') {
    throw new ArchiveError(
      'bad-request',
      'what is inside of the runs of a folder lies in its bundles, where no SQL reads it',
      {
        advice:
          'Copy the command or the Python instead, or migrate the folder to a tiered archive.',
      },
    );
  }
  for (const { id, handle } of runs) {
    const { stored } = await archive.tiers!().backtest(id);
    if (stored.skeleton !== null) continue;
    throw new ArchiveError('bad-request', `${handle} is kept whole, without rows for SQL`, {
      advice: 'Copy the command or the Python instead.',
    });
  }
}
