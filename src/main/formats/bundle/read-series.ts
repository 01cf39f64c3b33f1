import { ArchiveError } from '#contract/archive-error.ts';
import type { SeriesName } from '#contract/operations.ts';
import type { Series } from './series.ts';

/**
 * One series of one run of a bundle; `run` is `RunRecord.run`. A series that the document leaves out or
 * leaves empty, and a reference without its blob, give no points. Throws `blob-corrupt` for an unreadable
 * blob, `not-found` for a run the bundle has not, and whatever `readBundleRecord` throws for a broken file.
 */
export function readSeries(file: Uint8Array, run: number, name: SeriesName): Series {
  throw new ArchiveError('blob-corrupt', `not read yet: ${file.length} bytes, ${run}, ${name}`);
}
