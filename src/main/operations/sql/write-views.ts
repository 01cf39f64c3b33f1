import { join } from 'node:path';
import { writeFileAtomically } from '../../store/files/atomic-file.ts';
import { layout } from '../../store/tiered/layout.ts';
import { viewsSql } from '../../store/tiered/views-sql.ts';
import { liveBatches } from './live-batches.ts';

/** Writes `views.sql` anew, for DuckDB started in the archive's folder; after every change of what counts. */
export async function writeViews(root: string): Promise<void> {
  const sql = viewsSql(await liveBatches(root), '');
  await writeFileAtomically(join(root, layout.viewsFile), new TextEncoder().encode(sql), {
    overwrite: true,
    name: layout.viewsFile,
  });
}
