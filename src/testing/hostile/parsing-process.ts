/**
 * The child that reads mutated files by their numbers in every way the app reads one, and says what came of
 * each: an outcome that is no typed error, the processor time of the slowest, and the most memory it had.
 */
import { ArchiveError } from '#contract/archive-error.ts';
import { seriesNames } from '#contract/operations.ts';
import { readContainer } from '../../main/formats/bundle/container.ts';
import { readBundleRecord } from '../../main/formats/bundle/read-bundle-record.ts';
import { readDocument } from '../../main/formats/bundle/read-document.ts';
import { readSeries } from '../../main/formats/bundle/read-series.ts';
import {
  fileOfBytes,
  openDataset,
  readDataset,
} from '../../main/formats/exact/datasets/read-dataset.ts';
import { decompose } from '../../main/formats/exact/decompose/decompose.ts';
import { readPriceFile } from '../../main/formats/parquet/price-file.ts';
import { readSeriesFile } from '../../main/formats/parquet/series-file.ts';
import { mutantBundle, mutantDataset, mutantParquet, mutantPrices } from './mutants.ts';

const [kind = '', from = '0', to = '0'] = process.argv.slice(2);
const report = {
  tried: 0,
  read: 0,
  refused: {} as Record<string, number>,
  odd: [] as string[],
  slowest: 0,
};

const tries: Record<string, (number: number) => Promise<void>> = {
  bundle: tryBundle,
  parquet: (number) => attempt(number, () => readSeriesFile(mutantParquet(number))),
  prices: (number) => attempt(number, () => readPriceFile(mutantPrices(number))),
  dataset: tryDataset,
};

for (let number = Number(from); number < Number(to); number++) {
  const before = process.cpuUsage();
  process.send?.(number);
  await tries[kind]!(number);
  const { user, system } = process.cpuUsage(before);
  report.slowest = Math.max(report.slowest, (user + system) / 1e6);
  report.tried++;
}
const megabytes = process.resourceUsage().maxRSS / 1024;
process.send?.({ ...report, megabytes }, () => process.disconnect());

async function tryBundle(number: number): Promise<void> {
  const { bytes } = mutantBundle(number);
  await attempt(number, () => readBundleRecord(bytes));
  await attempt(number, () => readDocument(bytes));
  await attempt(number, () => readSeries(bytes, 0, seriesNames[number % seriesNames.length]!));
  await attempt(number, () => {
    const { payload, formatVersion } = readContainer(bytes);
    decompose(payload, formatVersion);
  });
}

/** All of it, then one row out of the middle. */
async function tryDataset(number: number): Promise<void> {
  const { name, bytes } = mutantDataset(number);
  await attempt(number, async () => {
    const dataset = await openDataset(name, fileOfBytes(bytes));
    await readDataset(dataset, 0, dataset.rows);
    await readDataset(dataset, dataset.rows >> 1, (dataset.rows >> 1) + 1);
  });
}

async function attempt(number: number, read: () => unknown): Promise<void> {
  try {
    await read();
    report.read++;
  } catch (error) {
    if (error instanceof ArchiveError && error.code !== 'internal') {
      report.refused[error.code] = (report.refused[error.code] ?? 0) + 1;
    } else if (report.odd.length < 20)
      report.odd.push(`${number}: ${(error as Error)?.stack ?? error}`);
  }
}
