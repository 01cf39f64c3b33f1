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
import { decompose } from '../../main/formats/exact/decompose/decompose.ts';
import { readSeriesFile } from '../../main/formats/parquet/series-file.ts';
import { mutantBundle, mutantParquet } from './mutants.ts';

const [kind = '', from = '0', to = '0'] = process.argv.slice(2);
const report = {
  tried: 0,
  read: 0,
  refused: {} as Record<string, number>,
  odd: [] as string[],
  slowest: 0,
};

for (let number = Number(from); number < Number(to); number++) {
  const before = process.cpuUsage();
  process.send?.(number);
  if (kind === 'bundle') tryBundle(number);
  else attempt(number, () => readSeriesFile(mutantParquet(number)));
  const { user, system } = process.cpuUsage(before);
  report.slowest = Math.max(report.slowest, (user + system) / 1e6);
  report.tried++;
}
const megabytes = process.resourceUsage().maxRSS / 1024;
process.send?.({ ...report, megabytes }, () => process.disconnect());

function tryBundle(number: number): void {
  const { bytes } = mutantBundle(number);
  attempt(number, () => readBundleRecord(bytes));
  attempt(number, () => readDocument(bytes));
  attempt(number, () => readSeries(bytes, 0, seriesNames[number % seriesNames.length]!));
  attempt(number, () => {
    const { payload, formatVersion } = readContainer(bytes);
    decompose(payload, formatVersion);
  });
}

function attempt(number: number, read: () => unknown): void {
  try {
    read();
    report.read++;
  } catch (error) {
    if (error instanceof ArchiveError && error.code !== 'internal') {
      report.refused[error.code] = (report.refused[error.code] ?? 0) + 1;
    } else if (report.odd.length < 20)
      report.odd.push(`${number}: ${(error as Error)?.stack ?? error}`);
  }
}
