import { saveViews } from '../../store/tiered/views-file.ts';
import { liveBatches } from './live-batches.ts';

/** Writes `views.sql` anew, for DuckDB started in the archive's folder; after every change of what counts. */
export async function writeViews(root: string): Promise<void> {
  await saveViews(root, await liveBatches(root));
}
