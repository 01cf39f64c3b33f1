/** The child that reads one file that wants its memory or its time, and says how that ended and what it took. */
import { readFileSync } from 'node:fs';
import { describeFailure } from '#contract/archive-error.ts';
import { readBundleRecord } from '../../main/formats/bundle/read-bundle-record.ts';
import { readDocument } from '../../main/formats/bundle/read-document.ts';
import { readSeriesFile } from '../../main/formats/parquet/series-file.ts';

const [kind = '', path = ''] = process.argv.slice(2);
const bytes = readFileSync(path);
const before = process.cpuUsage();
const reads: Record<string, (() => unknown)[]> = {
  bundle: [() => readBundleRecord(bytes), () => readDocument(bytes)],
  parquet: [() => readSeriesFile(bytes)],
};
const codes = reads[kind]!.map((read) => {
  try {
    read();
    return 'read';
  } catch (error) {
    return describeFailure(error).code;
  }
});
const { user, system } = process.cpuUsage(before);
const megabytes = process.resourceUsage().maxRSS / 1024;
process.stdout.write(JSON.stringify({ codes, seconds: (user + system) / 1e6, megabytes }));
