import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import type { IndexReader, IndexWriter } from './index-handle.ts';
import { withSqliteFailures } from './sqlite-failure.ts';
import { folderSchema } from './stored-schema.ts';

/**
 * Which folder an index is of. Kept relative where the index lies in it, so that both can be moved
 * together, else absolute: an index written elsewhere (`--output`) still finds its bundles.
 */
export function saveArchiveFolder(writer: IndexWriter, folder: string): void {
  const way = relative(dirname(writer.file), folder);
  const isBeside = way === '' || way.split(sep).every((part) => part === '..');
  withSqliteFailures(writer.file, () => {
    writer.db.exec(folderSchema);
    writer.db.transaction(() => {
      writer.db.exec('DELETE FROM strata_folder');
      writer.db.prepare('INSERT INTO strata_folder (path) VALUES (?)').run(isBeside ? way : folder);
    })();
  });
}

/** Absolute; the folder of the index file itself where the index does not say, as for one of the reference. */
export function readArchiveFolder(reader: IndexReader): string {
  return withSqliteFailures(reader.file, () => {
    const exists = reader.db
      .prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'strata_folder'")
      .get();
    const path = exists ? reader.db.prepare('SELECT path FROM strata_folder').pluck().get() : '';
    const way = typeof path === 'string' ? path : '';
    return isAbsolute(way) ? way : join(dirname(reader.file), way);
  });
}
