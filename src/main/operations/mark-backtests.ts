import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { ArchiveError, describeFailure } from '#contract/archive-error.ts';
import type { MarkChange, MarksFacts } from '#contract/marks.ts';
import type { JobFailure, Selection } from '#contract/operations.ts';
import { countMarks } from '../store/index/count-marks.ts';
import type { TableScope } from '../store/index/query-rows.ts';
import { selectedIds } from '../store/index/select-rows.ts';
import {
  type ChangedMarks,
  changeMarks,
  type MarkPatch,
  revertMarks,
} from '../store/marks/change-marks.ts';
import { mergeMarks } from '../store/marks/merge-marks.ts';
import { readMarks, withMarks } from '../store/marks/open-marks.ts';
import { layout } from '../store/tiered/layout.ts';
import type { Archive, MarksPlace } from './archive.ts';
import { type Named, resolveNames } from './resolve-names.ts';

export interface MarkRequest extends TableScope {
  selection: Selection;
  change: MarkChange;
}

/**
 * Stars, tags and notes of every backtest in a selection, all or none. Throws `bad-request` for a tag that is none
 * and for an index of the reference, which does not know the bundles' ids; `bad-filter`, `no-permission`,
 * `file-damaged`, `archive-newer`, `archive-locked`.
 */
export function markBacktests(archive: Archive, { change, ...request }: MarkRequest): ChangedMarks {
  requireIds(archive);
  return markIds(archive, selectedIds(archive.index, request), change);
}

/** The same for backtests that are named, or matched by a filter. Throws `not-found` as well. */
export function markNamed(archive: Archive, named: Named, change: MarkChange): ChangedMarks {
  requireIds(archive);
  if (!('filter' in named)) {
    const ids = resolveNames(archive.index, named).map(({ id }) => id);
    return markIds(archive, [...new Set(ids)], change);
  }
  const selection = { kind: 'matching', except: [] } as const;
  const scope = { rows: 'backtests', filter: named.filter, quick: '' } as const;
  return markBacktests(archive, { ...scope, selection: { ...selection, except: [] }, change });
}

/** Takes back what `markBacktests` did, where it still stands; all or none. */
export function unmarkBacktests(archive: Archive, patches: readonly MarkPatch[]): ChangedMarks {
  return changeAdded(archive.marks, (db) => revertMarks(db, patches, Date.now()));
}

export function marksFacts(archive: Archive): MarksFacts {
  const { file, isKeptWithApp } = archive.marks;
  // Says what is wrong with a file that the table quietly goes without.
  readAdded(archive.marks, () => null);
  return { label: file, isKeptWithApp, ...countMarks(archive.index) };
}

/**
 * What the user added in one folder's archive comes along into another's; again, it changes nothing. What cannot be
 * read is listed: the backtests have come along all the same.
 */
export function takeMarks(from: string, into: string): JobFailure[] {
  try {
    mergeMarks(join(from, layout.userFile), join(into, layout.userFile), Date.now());
    return [];
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error;
    return [{ ...describeFailure(error), file: layout.userFile }];
  }
}

/** Null where nothing was added yet. */
export function readAdded<Result>(
  { files }: MarksPlace,
  work: (db: Database) => Result,
): Result | null {
  const file = files.find((one) => existsSync(one));
  return file === undefined ? null : readMarks(file, work);
}

/** What lies in a folder that cannot be written is taken along first. */
export function changeAdded<Result>(
  { file, files }: MarksPlace,
  work: (db: Database) => Result,
): Result {
  if (!existsSync(file)) {
    const other = files.find((one) => one !== file && existsSync(one));
    if (other !== undefined) mergeMarks(other, file, Date.now());
  }
  return withMarks(file, work);
}

function markIds(archive: Archive, ids: readonly string[], change: MarkChange): ChangedMarks {
  if (ids.length === 0) return { backtests: 0, patches: [] };
  return changeAdded(archive.marks, (db) => changeMarks(db, ids, change, Date.now()));
}

function requireIds({ kind, name }: Archive): void {
  if (kind !== 'reference-index') return;
  throw new ArchiveError('bad-request', `${name} is an index of the framework: it has no ids`, {
    advice: 'Index its folder with Strata first.',
  });
}
