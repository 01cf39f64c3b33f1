import { ArchiveError } from '#contract/archive-error.ts';
import { openFrameWriter } from '../../formats/zstd/frame-writer.ts';
import type { ArchiveStore } from '../../store/archive-store.ts';
import { readRunRows } from '../../store/tiered/read-backtest.ts';
import { readStoredSeries } from '../../store/tiered/read-series.ts';
import { restoreFile } from '../../store/tiered/restore-file.ts';
import { findFile } from '../../store/tiered/stored-index.ts';
import type { TieredReader } from '../../store/tiered/tiered-reader.ts';
import type { Archive } from '../archive.ts';
import { importIntoTiered } from '../import-into-tiered.ts';
import { createTask } from '../task-context.ts';
import { requireRun } from './local-dir-store.ts';
import { storeVerbs, withArchive, withBacktest } from './store-verbs.ts';

/** A tiered archive; made at the first import where the folder is empty or missing. */
export function openLocalTieredStore(root: string): ArchiveStore {
  const take = async (sources: readonly string[]) => {
    const request = { root, sources: [...sources] };
    const { added, unchanged, failures } = await importIntoTiered(request, createTask().task);
    return { done: added, unchanged, failures };
  };
  return {
    kind: 'local-tiered',
    ...storeVerbs(root, take),
    import: take,
    get: (name) =>
      withBacktest(root, name, async ({ handle }, archive) => {
        const place = findFile(archive.index.db, handle);
        if (place === null) throw new ArchiveError('not-found', `nothing is known of ${handle}`);
        const restorer = { reader: tiersOf(archive), write: openFrameWriter(), memory: new Map() };
        return (await restoreFile(restorer, place)).bytes;
      }),
    has: (hashes) =>
      withArchive(root, async ({ index }) => {
        const find = index.db.prepare(
          `SELECT 1 FROM stored_backtests WHERE bundle_id = @hash UNION ALL
           SELECT 1 FROM stored_aliases WHERE id = @hash UNION ALL
           SELECT 1 FROM stored_chunks WHERE id = @hash UNION ALL
           SELECT 1 FROM stored_manifests WHERE sha256 = @hash`,
        );
        return new Set(hashes.filter((hash) => find.get({ hash }) !== undefined));
      }),
    openRun: (name, run) =>
      withBacktest(root, name, async (found) => {
        requireRun(found, run);
        const { id } = found;
        return {
          series: (series) =>
            withTiers(root, async (reader) => {
              const { stored, source } = await reader.backtest(id);
              return readStoredSeries(stored, source, run, series);
            }),
          rows: (dataset) =>
            withTiers(root, async (reader) => {
              const { stored, source } = await reader.backtest(id);
              return readRunRows(stored, run, dataset, null, source);
            }),
        };
      }),
  };
}

function withTiers<Result>(root: string, use: (reader: TieredReader) => Promise<Result>) {
  return withArchive(root, (archive) => use(tiersOf(archive)));
}

function tiersOf({ tiers, folder }: Archive): TieredReader {
  if (tiers !== null) return tiers();
  throw new ArchiveError('not-tiered', `${folder} is not a tiered archive`);
}
