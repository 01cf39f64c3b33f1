import { findBacktest } from '../store/index/find-backtest.ts';
import type { IndexReader } from '../store/index/open-index.ts';
import { iterateFiles } from '../store/index/select-rows.ts';

/** Which backtests are meant: by handle, id or first digits of an id, or all that a filter matches. */
export type Named = { names: readonly string[] } | { filter: string };

export interface NamedBacktest {
  id: string;
  handle: string;
  /** Relative to the archive. */
  path: string;
}

/** Throws `not-found`, `bad-request` where a name fits several, `bad-filter`. */
export function resolveNames(index: IndexReader, named: Named): NamedBacktest[] {
  if ('filter' in named) {
    const { files } = iterateFiles(index, {
      rows: 'backtests',
      filter: named.filter,
      quick: '',
      sort: [],
      selection: { kind: 'matching', except: [] },
    });
    return Array.from(files, ({ id, handle, path }) => ({ id, handle, path }));
  }
  const found = named.names.map((name) => {
    const { id, handle, folder, fileName } = findBacktest(index, name);
    return { id, handle, path: folder === '' ? fileName : `${folder}/${fileName}` };
  });
  return [...new Map(found.map((one) => [one.handle, one])).values()];
}
