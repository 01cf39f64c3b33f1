import type { IndexReader } from './index-handle.ts';
import { withSqliteFailures } from './sqlite-failure.ts';

/** A price file that a bundle refers to; nothing of it is checked. */
export interface PriceReference {
  /** Of the bundle, relative to the archive. */
  path: string;
  /** `BTC/EUR@1h` by convention. */
  key: string;
  /** Where its store lies, relative to the bundle's folder. */
  store: string;
  file: string;
}

/** All references of an archive, in the order of handles. */
export function readPriceFiles(index: IndexReader): PriceReference[] {
  return withSqliteFailures(index.file, () => {
    const hasTable = index.db
      .prepare("SELECT 1 FROM sqlite_schema WHERE name = 'price_files'")
      .get();
    if (hasTable === undefined) return [];
    return index.db
      .prepare(
        `SELECT iif(b.folder = '', b.file_name, b.folder || '/' || b.file_name) AS path, p.key, p.store, p.file
         FROM price_files p JOIN backtests b ON b.no = p.backtest_no ORDER BY b.handle, p.place`,
      )
      .all() as PriceReference[];
  });
}
