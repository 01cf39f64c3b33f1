import type { DatasetName } from '../main/store/tiered/layout.ts';
import type { BatchManifest, StoredBacktest, StoredFile } from '../main/store/tiered/manifest.ts';
import type { NamedManifest } from '../main/store/tiered/read-manifests.ts';

/** The id of a made-up backtest: a digit, 64 times. */
export const idOf = (digit: string) => digit.repeat(64);

interface MadeBatch {
  name: string;
  seq: number;
  /** Digits of the backtests it holds. */
  holds: string;
  /** Digit of the backtest, by handle; one file for each backtest held when not given. */
  files?: Record<string, string>;
  /** Hash of the file, by dataset. */
  datasets?: Partial<Record<DatasetName, string>>;
}

/** A batch manifest with what tests look at; nothing of it is on disk. */
export function madeBatch({ name, seq, holds, files, datasets = {} }: MadeBatch): NamedManifest {
  const digits = [...holds];
  const named = files ?? Object.fromEntries(digits.map((digit) => [`run-${digit}`, digit]));
  const manifest: BatchManifest = {
    kind: 'batch',
    format: 1,
    seq,
    createdAt: 0,
    writer: 'test',
    datasets: Object.fromEntries(
      Object.entries(datasets).map(([key, sha256]) => [key, { sha256, bytes: 1, rows: 1 }]),
    ),
    skeletons: null,
    packs: [],
    chunks: [],
    backtests: digits.map(backtestOf),
    files: Object.entries(named).map(([handle, digit]) => fileOf(handle, digit)),
    aliases: [],
  };
  return { sha256: name.repeat(64).slice(0, 64), bytes: 1, manifest };
}

function backtestOf(digit: string): StoredBacktest {
  return {
    id: idOf(digit),
    version: 2,
    payloadBytes: 1,
    logical: null,
    skeleton: 0,
    original: null,
    rows: {},
    runs: 1,
    chunks: [],
    symbols: idOf('0'),
    code: null,
    ohlcv: [],
  };
}

function fileOf(handle: string, digit: string): StoredFile {
  return {
    id: idOf(digit),
    handle,
    path: `${handle}.iafbt`,
    sha256: idOf(digit),
    size: 1,
    mtimeNs: '0',
    headerVersion: 2,
    frame: { kind: 'zstd', library: '1.5.7', how: 'one-shot', level: 19, checksum: false },
    trailing: '',
  };
}
