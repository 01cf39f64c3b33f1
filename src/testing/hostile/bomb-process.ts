/** The child that reads one file that wants its memory or its time, and says how that ended and what it took. */
import { readFileSync } from 'node:fs';
import { describeFailure } from '#contract/archive-error.ts';
import { readBundleRecord } from '../../main/formats/bundle/read-bundle-record.ts';
import { readDocument } from '../../main/formats/bundle/read-document.ts';
import {
  fileOfBytes,
  openDataset,
  readDataset,
} from '../../main/formats/exact/datasets/read-dataset.ts';
import { readPriceFile } from '../../main/formats/parquet/price-file.ts';
import { readSeriesFile } from '../../main/formats/parquet/series-file.ts';

const [kind = '', path = ''] = process.argv.slice(2);
const bytes = readFileSync(path);
const before = process.cpuUsage();
const reads: Record<string, (() => unknown)[]> = {
  bundle: [() => readBundleRecord(bytes), () => readDocument(bytes)],
  parquet: [() => readSeriesFile(bytes)],
  prices: [() => readPriceFile(bytes)],
  dataset: [
    async () => {
      const dataset = await openDataset('signals', fileOfBytes(bytes));
      return readDataset(dataset, 0, dataset.rows);
    },
  ],
};
const codes: string[] = [];
for (const read of reads[kind]!) {
  try {
    await read();
    codes.push('read');
  } catch (error) {
    codes.push(describeFailure(error).code);
  }
}
const { user, system } = process.cpuUsage(before);
const megabytes = process.resourceUsage().maxRSS / 1024;
process.stdout.write(JSON.stringify({ codes, seconds: (user + system) / 1e6, megabytes }));
