import { ArchiveError } from '#contract/archive-error.ts';
import { quoteText } from '#contract/filter/format-filter.ts';
import { runExpression } from '#contract/run-expression.ts';
import type { RunListName } from '#contract/run-lists.ts';
import type { RunPart } from '#contract/run-snippet.ts';
import type { SnippetRun } from './part-sql.ts';

/**
 * A part of runs as commands, each a list of words: `strata rows`, which reads either kind of archive; a command for
 * every position that runs have in their bundles. Throws `bad-request` where no command gives it.
 */
export function partCommands(
  part: RunPart,
  folder: string,
  runs: readonly SnippetRun[],
): string[][] {
  const words = wordsOf(part);
  const positions = [...new Set(runs.map(({ run }) => run))].sort((a, b) => a - b);
  return positions.map((position) => {
    const names = runs.filter(({ run }) => run === position).map(nameOf);
    return ['strata', 'rows', folder, ...names, '--run', String(position), ...words, '--csv'];
  });
}

/** A name that would be taken for an option gives way to the id. */
function nameOf({ handle, id }: SnippetRun): string {
  return handle.startsWith('-') ? id : handle;
}

function wordsOf(part: RunPart): string[] {
  switch (part.kind) {
    case 'series':
      return table('series', `series in (${part.series.map(quoteText).join(', ')})`);
    case 'returns':
      return table('returns', '');
    case 'prices':
      if (part.key !== null) return table('prices', `key = ${quoteText(part.key)}`);
      return [
        ...table(
          'orders',
          `symbol = ${quoteText(part.symbol)} and price is not null and created_at is not null`,
        ),
        ...['--sort', 'created_at:asc', '--columns', 'created_at,price,amount'],
      ];
    case 'table': {
      const sort = part.sort.map(({ column, descending }) =>
        descending ? column : `${column}:asc`,
      );
      return [
        ...table(part.table, runExpression(part.table, part)),
        ...sort.flatMap((key) => ['--sort', key]),
        ...['--columns', part.columns.join(',')],
      ];
    }
    case 'permutations':
      return table('permutations', `metric = ${quoteText(part.metric)}`);
    case 'correlation':
      throw new ArchiveError('bad-request', 'no command works a correlation out', {
        advice:
          'Copy the curves, or compare the runs of a tiered archive, of which SQL works it out.',
      });
  }
}

function table(name: RunListName, filter: string): string[] {
  return ['--table', name, ...(filter === '' ? [] : ['--filter', filter])];
}
