import { existsSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { ArchiveError } from '#contract/archive-error.ts';
import type { SqlDialect } from '#contract/sql.ts';
import { layout } from '../../store/tiered/layout.ts';
import { viewsSql } from '../../store/tiered/views-sql.ts';
import type { Archive } from '../archive.ts';
import { liveBatches } from './live-batches.ts';
import type { SqlSource } from './sql-messages.ts';

/** What is asked: a tiered archive by its folder, or an index by its file. */
export type SqlPlace = { root: string } | { index: string };

export function sqlPlaceOf({ kind, folder, indexFile }: Archive): SqlPlace {
  return kind === 'local-tiered' ? { root: folder } : { index: indexFile };
}

/** A tiered archive, a folder with its index in it, or an index file. */
export function sqlPlaceAt(path: string): SqlPlace {
  if (existsSync(join(path, layout.archiveFile))) return { root: path };
  const index = join(path, 'index.sqlite');
  if (existsSync(index)) return { index };
  return /\.sqlite$/.test(path) && existsSync(path) ? { index: path } : { root: path };
}

export function dialectOf({ kind }: Archive): SqlDialect {
  return kind === 'local-tiered' ? 'duckdb' : 'sqlite';
}

/** Throws `not-tiered`. */
export async function sqlSourceOf(place: SqlPlace): Promise<SqlSource> {
  if ('index' in place) return { dialect: 'sqlite', index: place.index };
  const root = await realpath(place.root).catch(() => place.root);
  if (!existsSync(join(root, layout.archiveFile))) {
    throw new ArchiveError('not-tiered', `${root} is no tiered archive and holds no index`, {
      advice: 'Index the folder first: strata index.',
    });
  }
  const views = viewsSql(await liveBatches(root), `${root}/`);
  return { dialect: 'duckdb', folder: join(root, 'parquet'), views };
}
