import SqliteDatabase from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { compareIndexes } from './compare-indexes.ts';
import { createStoredTables } from './stored-index.ts';

/** An index that knows one chunk, and in which pack it lies. */
function indexWith(pack: string | null, start = 0) {
  const db = new SqliteDatabase(':memory:');
  createStoredTables(db);
  db.prepare("INSERT INTO stored_chunks VALUES ('params', 'a', ?, ?, 10)").run(pack, start);
  return db;
}

describe('a chunk that two packs hold', () => {
  const found = [{ table: 'stored_chunks', key: 'params a' }];

  it('is right in either, also in that of a batch of which nothing counts any more', () => {
    const packs = new Set(['live', 'dead']);
    expect(compareIndexes(indexWith('dead'), indexWith('live'), packs)).toEqual([]);
    expect(compareIndexes(indexWith('live'), indexWith('live'), packs)).toEqual([]);
  });

  it('is wrong in a pack that is not there, or at another place of the pack', () => {
    const packs = new Set(['live']);
    expect(compareIndexes(indexWith('gone'), indexWith('live'), packs)).toEqual(found);
    expect(compareIndexes(indexWith(null), indexWith('live'), packs)).toEqual(found);
    expect(compareIndexes(indexWith('live', 7), indexWith('live'), packs)).toEqual(found);
  });
});
