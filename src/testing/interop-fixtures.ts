import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** A bundle of `fixtures/interop`, and beside it what the reference's own reader makes of it. */
export interface InteropFixture {
  /** Path below `fixtures/interop`. */
  name: string;
  file: Buffer;
  side: SideFile;
}

/** The `.json` beside a bundle, with its tagged numbers made into numbers; keys are the reference's. */
export interface SideFile {
  made_by: string;
  reader: string;
  format_version_header: number;
  payload_size: number;
  payload_sha256: string;
  opens: boolean;
  opens_summary_only: boolean;
  number_of_runs?: number;
  runs?: SideRun[];
  studies?: Record<string, { engines: Record<string, SideEngine> }>;
  index_rows?: { flat: Record<string, unknown>; sql_record?: Record<string, unknown> }[];
}

export interface SideEngine {
  runs: SideRun[];
  summary: Record<string, unknown> | null;
}

export interface SideRun {
  name: string | null;
  start: number;
  end: number;
  created_at: number;
  initial_unallocated: number;
  number_of_days: number;
  trading_symbol: string | null;
  symbols: string[] | null;
  metrics: Record<string, unknown> | null;
}

export interface SideSeries {
  n: number;
  first: [number, number] | null;
  last: [number, number] | null;
  sha256_of_le_f64_value_i64_ms: string;
}

export const fixturesFolder = join(import.meta.dirname, '../../fixtures');

/** Every bundle below a folder of `fixtures/interop`, in order of its name. */
export function interopFixtures(...folders: string[]): InteropFixture[] {
  const root = join(fixturesFolder, 'interop');
  return folders
    .flatMap((folder) => bundleFiles(join(root, folder)))
    .map((path) => ({
      name: relative(root, path),
      file: readFileSync(path),
      side: JSON.parse(readFileSync(`${path}.json`, 'utf8'), revive),
    }));
}

/** Paths of all bundles in a folder and below it, sorted. */
export function bundleFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(iafbt|obtf)$/.test(name))
    .sort()
    .map((name) => join(folder, name));
}

/** `{"@float": "nan"}`, `{"@int": "…"}` and `{"@time": ISO}` stand for what JSON cannot say. */
function revive(_key: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if ('@float' in value) return floats[String(value['@float'])];
  if ('@int' in value) return BigInt(String(value['@int']));
  if ('@time' in value) return Date.parse(String(value['@time']));
  return value;
}

const floats: Record<string, number> = {
  nan: Number.NaN,
  inf: Number.POSITIVE_INFINITY,
  '-inf': Number.NEGATIVE_INFINITY,
  '-0.0': -0,
};
