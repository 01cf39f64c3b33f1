import { ArchiveError } from '#contract/archive-error.ts';
import { readContainer } from '../../formats/bundle/container.ts';
import { readSeriesOf } from '../../formats/bundle/read-series.ts';
import { noRows, type RunTable } from '../../formats/exact/datasets/run-table.ts';
import { decompose } from '../../formats/exact/decompose/decompose.ts';
import type { ArchiveStore } from '../../store/archive-store.ts';
import { readStableFile } from '../../store/files/read-stable-file.ts';
import type { StoredBacktest } from '../../store/index/find-backtest.ts';
import type { Archive } from '../archive.ts';
import { findBundleFile } from '../bundle-file.ts';
import { importBundles } from '../import-bundles.ts';
import { createTask } from '../task-context.ts';
import { storeVerbs, withArchive, withBacktest } from './store-verbs.ts';

/** A plain folder of bundles with its index beside them. No bundle in it is ever rewritten. */
export function openLocalDirStore(root: string): ArchiveStore {
  const take = async (sources: readonly string[]) => {
    const request = { folder: root, sources: [...sources] };
    const { added, unchanged, failures } = await importBundles(request, createTask().task);
    return { done: added, unchanged, failures };
  };
  return {
    kind: 'local-dir',
    ...storeVerbs(root, take),
    import: take,
    get: (name) => withBacktest(root, name, fileOf),
    has: (hashes) =>
      withArchive(root, async ({ index }) => {
        const find = index.db.prepare('SELECT 1 FROM backtests WHERE bundle_id = ?');
        return new Set(hashes.filter((hash) => find.get(hash) !== undefined));
      }),
    openRun: (name, run) =>
      withBacktest(root, name, async (found, archive) => {
        requireRun(found, run);
        const container = readContainer(await fileOf(found, archive));
        const { tables } = decompose(container.payload, container.formatVersion);
        return {
          series: async (series) => readSeriesOf(container, run, series),
          rows: async (dataset) => asWritten(tables.runs[run]?.[dataset] ?? noRows),
        };
      }),
  };
}

/** Throws `not-found`. */
export function requireRun({ handle, runs }: StoredBacktest, run: number): void {
  if (runs.some((one) => one.run === run)) return;
  throw new ArchiveError('not-found', `${handle} has ${runs.length} runs, and no run ${run}`);
}

async function fileOf({ folder, fileName }: StoredBacktest, archive: Archive) {
  const path = folder === '' ? fileName : `${folder}/${fileName}`;
  return readStableFile(await findBundleFile(archive.folder, path), path).bytes;
}

/** As a dataset gives it back: no column without a value, no mask without a null. */
function asWritten({ rows, columns }: RunTable): RunTable {
  const kept: RunTable['columns'] = {};
  for (const [name, cells] of Object.entries(columns)) {
    const hasValue =
      rows > 0 &&
      (cells.kind === 'text'
        ? cells.values.some((value) => value !== null)
        : cells.nulls === null || cells.nulls.includes(0));
    if (!hasValue) continue;
    const hasNull = cells.kind !== 'text' && cells.nulls?.includes(1);
    kept[name] = cells.kind === 'text' || hasNull ? cells : { ...cells, nulls: null };
  }
  return { rows, columns: kept };
}
