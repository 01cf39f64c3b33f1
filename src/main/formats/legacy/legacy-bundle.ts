import { ArchiveError } from '#contract/archive-error.ts';
import { encodeExact } from '../messagepack/encode-exact.ts';
import { type Exact, type ExactMap, exactInteger } from '../messagepack/exact-value.ts';
import { bundleFile, upgradeBundle } from '../upgrade/upgrade-bundle.ts';
import { writingZstd } from '../zstd/zstd.ts';
import { parseJson } from './parse-json.ts';

/** The files of a backtest in the form before bundles: paths below its folder with `/`, and their text. */
export type LegacyFiles = ReadonlyMap<string, string>;

/** Whether a folder with these files is a backtest of that form (FORMATS §15). */
export function isLegacyBacktest(paths: Iterable<string>): boolean {
  const all = new Set(paths);
  const hasRun = [...all].some((path) => runFile.test(path));
  return hasRun || (all.has('summary.json') && all.has('algorithm_id.json'));
}

/** Files that belong to such a backtest; others in its folder are none of ours. */
export function belongsToLegacy(path: string): boolean {
  return rootFile.test(path) || runFile.test(path) || metricsFile.test(path) || testFile.test(path);
}

const rootFile =
  /^(?:algorithm_id|metadata|parameters|tag|risk_free_rate|strategy_ids|summary)\.json$/;
const runFile = /^runs\/[^/]+\/run\.json$/;
const metricsFile = /^runs\/[^/]+\/metrics\.json$/;
const testFile =
  /^permutation_tests\/[^/]+\/(?:original_metrics|p_values|metadata|permuted_metrics\/permuted_\d+)\.json$/;

/**
 * The v2 bundle of a backtest in the form before bundles: what framework 8.10.0 writes after opening the folder, with
 * two differences that lose nothing. The summary is the one that lies there (the framework counts it anew from
 * metrics that lack the gross profit), and the ids of the strategies are kept. Runs and tests come in the order of
 * their folders' names. Throws `document-unexpected` with the file that cannot be read.
 */
export function legacyBundle(files: LegacyFiles): Uint8Array {
  const read = (path: string): Exact => {
    const text = files.get(path);
    if (text === undefined) return null;
    try {
      return parseJson(text);
    } catch (error) {
      throw error instanceof ArchiveError ? error.inFile(path) : error;
    }
  };
  const field = (name: string): Exact => {
    const map = read(`${name}.json`);
    return map instanceof Map ? (map.get(name) ?? null) : null;
  };
  const backtest: ExactMap = new Map<string, Exact>([
    ['backtest_runs', foldersOf(files, 'runs').map((folder) => readRun(folder, read))],
    ['backtest_summary', read('summary.json')],
    ['backtest_permutation_tests', readTests(files, read)],
    ['metadata', read('metadata.json')],
    ['risk_free_rate', field('risk_free_rate')],
    ['strategy_ids', field('strategy_ids')],
    ['algorithm_id', field('algorithm_id')],
    ['parameters', read('parameters.json')],
    ['tag', field('tag')],
    ['engine_type', null],
  ]);
  const document: ExactMap = new Map<string, Exact>([
    ['format_version', exactInteger(1)],
    ['backtest', backtest],
  ]);
  return bundleFile(upgradeBundle(encodeExact(document), writingZstd()));
}

type Read = (path: string) => Exact;

function readRun(folder: string, read: Read): Exact {
  const run = read(`${folder}/run.json`);
  if (!(run instanceof Map)) {
    throw new ArchiveError('document-unexpected', `${folder} has no run.json that holds a run`);
  }
  return new Map([['backtest_metrics', read(`${folder}/metrics.json`)], ...run]);
}

function readTests(files: LegacyFiles, read: Read): Exact[] {
  return foldersOf(files, 'permutation_tests').map((folder) => {
    const metadata = read(`${folder}/metadata.json`);
    const permuted = [...files.keys()]
      .filter((path) => path.startsWith(`${folder}/permuted_metrics/`))
      .sort((one, other) => numberIn(one) - numberIn(other));
    return new Map<string, Exact>([
      ['real_metrics', read(`${folder}/original_metrics.json`)],
      ['permutated_metrics', permuted.map(read)],
      ['p_values', read(`${folder}/p_values.json`)],
      ...(metadata instanceof Map ? metadata : []),
    ]);
  });
}

function numberIn(path: string): number {
  return Number(/permuted_(\d+)\.json$/.exec(path)?.[1]);
}

function foldersOf(files: LegacyFiles, parent: string): string[] {
  const folders = [...files.keys()]
    .filter((path) => path.startsWith(`${parent}/`))
    .map((path) => path.split('/').slice(0, 2).join('/'));
  return [...new Set(folders)].sort();
}
