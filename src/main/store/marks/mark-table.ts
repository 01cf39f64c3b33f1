import type { Database } from 'better-sqlite3';
import { hasMarks, type Marks } from '#contract/marks.ts';

/** Reads and writes the marks of one backtest. */
export interface MarkTable {
  read(id: string): Marks;
  write(id: string, before: Marks, after: Marks): void;
  /** Everything that has a mark. */
  ids(): string[];
}

export const noMarks: Marks = { starred: false, tags: [], note: null };

/** `schema`: where the tables lie in the connection. `now`: epoch ms. */
export function openMarkTable(
  db: Database,
  now: number,
  schema: 'main' | 'added' = 'main',
): MarkTable {
  const readMark = db
    .prepare(`SELECT starred, note FROM ${schema}.marks WHERE bundle_id = ?`)
    .raw();
  const readTags = db
    .prepare(`SELECT tag FROM ${schema}.tags WHERE bundle_id = ? ORDER BY tag`)
    .pluck();
  const put = lazily(() =>
    db.prepare(
      `INSERT INTO ${schema}.marks (bundle_id, starred, note, changed_at) VALUES (?, ?, ?, ?)
       ON CONFLICT (bundle_id) DO UPDATE
       SET starred = excluded.starred, note = excluded.note, changed_at = excluded.changed_at`,
    ),
  );
  const drop = lazily(() => db.prepare(`DELETE FROM ${schema}.marks WHERE bundle_id = ?`));
  const addTag = lazily(() => db.prepare(`INSERT INTO ${schema}.tags VALUES (?, ?, ?)`));
  const dropTag = lazily(() =>
    db.prepare(`DELETE FROM ${schema}.tags WHERE bundle_id = ? AND tag = ?`),
  );

  return {
    read(id) {
      const [starred, note] = (readMark.get(id) ?? [0, null]) as [number, string | null];
      return { starred: starred === 1, tags: readTags.all(id) as string[], note };
    },
    write(id, before, after) {
      const { starred, note, tags } = after;
      if (hasMarks({ starred, note, tags: [] })) put().run(id, starred ? 1 : 0, note, now);
      else drop().run(id);
      for (const tag of tags) if (!before.tags.includes(tag)) addTag().run(id, tag, now);
      for (const tag of before.tags) if (!tags.includes(tag)) dropTag().run(id, tag);
    },
    ids: () =>
      db
        .prepare(`SELECT bundle_id FROM ${schema}.marks UNION SELECT bundle_id FROM ${schema}.tags`)
        .pluck()
        .all() as string[],
  };
}

/** Statements that write cannot be made on a connection that only reads. */
function lazily<Value>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
