import { join, sep } from 'node:path';
import type { IndexWriter } from './index-handle.ts';
import { withSqliteFailures } from './sqlite-failure.ts';

/**
 * Makes every path of the reference's own table relative, or absolute below a folder as its
 * `--absolute-paths` writes them (FORMATS §10). The reference keeps two sets of rows when a folder is indexed
 * both ways; here the last way is the one.
 */
export function setReferencePaths(writer: IndexWriter, folder: string | null): void {
  withSqliteFailures(writer.file, () => {
    if (folder === null && !hasAbsolutePath(writer)) return;
    const prefix = folder === null ? '' : join(folder, sep);
    writer.db
      .prepare(
        `UPDATE backtest_index SET bundle_path = wanted.path
         FROM (SELECT no, ? || replace(iif(folder = '', file_name, folder || '/' || file_name), '/', ?) AS path
               FROM backtests) AS wanted
         WHERE wanted.no = backtest_index.rowid AND bundle_path <> wanted.path`,
      )
      .run(prefix, sep);
  });
}

function hasAbsolutePath({ db }: IndexWriter): boolean {
  const found = db
    .prepare(
      "SELECT 1 FROM backtest_index WHERE bundle_path GLOB '/*' OR bundle_path GLOB '?:*' LIMIT 1",
    )
    .get();
  return found !== undefined;
}
