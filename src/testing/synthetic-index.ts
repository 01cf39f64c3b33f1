import type { Database } from 'better-sqlite3';
import { summaryColumns } from '#contract/backtest-summary.ts';
import type { BundleRecord } from '#main/formats/bundle/bundle-record.ts';
import { openIndexWriter } from '#main/store/index/open-index.ts';
import { type IndexChange, writeChanges } from '#main/store/index/write-rows.ts';

/** Written through the store one by one; the others are copies of these made inside SQLite. */
const SEEDS = 1000;

/**
 * An index of `rows` backtests without bundles, to see how the table behaves at sizes nobody has on a test
 * machine: few columns are filled, so that a million rows take about 400 MB. Every row has its own handle and
 * Sharpe ratio, the last handle in order is `sweep_999/run_…`.
 */
export function writeSyntheticIndex(file: string, rows: number): void {
  const writer = openIndexWriter(file, { rebuild: true });
  try {
    const seeds = Math.min(rows, SEEDS);
    writeChanges(
      writer,
      Array.from({ length: seeds }, (_, seed) => seedChange(seed)),
    );
    writer.db.pragma('synchronous = OFF');
    multiply(writer.db, seeds, rows);
  } finally {
    writer.close();
  }
}

function seedChange(seed: number): IndexChange {
  const fileName = `run_${String(seed).padStart(3, '0')}.iafbt`;
  const folder = 'sweep_000';
  return {
    kind: 'bundle',
    facts: {
      handle: `${folder}/${fileName.slice(0, -'.iafbt'.length)}`,
      fileName,
      folder,
      extension: '.iafbt',
      size: 180_000 + seed,
      mtimeNs: BigInt(1_750_000_000_000 + seed) * 1_000_000n,
      mtimeMs: 1_750_000_000_000 + seed,
    },
    record: seedRecord(seed),
  };
}

function seedRecord(seed: number): BundleRecord {
  const filled: Readonly<Record<string, number>> = {
    sharpe_ratio: (seed - 500) / 250,
    sortino_ratio: (seed - 400) / 200,
    total_net_gain_percentage: (seed - 300) / 1000,
    max_drawdown: seed / 2000,
    number_of_trades: seed % 97,
    win_rate: (seed % 100) / 100,
  };
  return {
    bundleId: seed.toString(16).padStart(64, '0'),
    formatVersion: 2,
    payloadBytes: 2_000_000,
    algorithmId: `algorithm_${seed % 10}`,
    anchorAlgorithmId: null,
    tag: `sweep_${seed % 4}`,
    engineType: 'vector',
    riskFreeRate: 0.02,
    frameworkVersion: null,
    parametersJson: null,
    strategyIdsJson: null,
    strategyIds: [],
    parameters: [],
    studyNames: [],
    studies: [],
    summary: summaryColumns.map(({ key }) => filled[key] ?? null),
    runs: [],
    ohlcv: null,
  };
}

function multiply(db: Database, seeds: number, rows: number): void {
  const columns = (db.pragma('table_info(backtests)') as { name: string }[]).map(
    ({ name }) => name,
  );
  const values = columns.map((name) => changed[name] ?? `"${name}"`);
  const copy = db.prepare(
    `INSERT INTO backtests (${columns.map((name) => `"${name}"`).join(', ')})
     SELECT ${values.join(', ')} FROM backtests WHERE no <= ${seeds} AND no + :copy * ${seeds} <= :rows`,
  );
  db.transaction(() => {
    for (let copies = 1; copies * seeds < rows; copies += 1) copy.run({ copy: copies, rows });
    db.prepare("UPDATE strata_index SET value = ? WHERE name = 'backtests'").run(rows);
  })();
}

/** What differs from seed to copy; the bundle id too, since equal ids would be one backtest. */
const changed: Readonly<Record<string, string>> = {
  no: `no + :copy * ${SEEDS}`,
  handle: `printf('sweep_%03d/%s', :copy, substr(handle, 11))`,
  folder: `printf('sweep_%03d', :copy)`,
  bundle_id: `printf('%064x', no + :copy * ${SEEDS})`,
  sharpe_ratio: 'sharpe_ratio + :copy / 1000000.0',
};
