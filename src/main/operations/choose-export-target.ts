import { join } from 'node:path';
import { ArchiveError } from '#contract/archive-error.ts';
import type { ExportRowsRequest } from './export-request.ts';

export interface ExportTarget {
  path: string;
  kind: 'file' | 'folder';
}

/** One bundle may be written under a name of its own; several go into a folder. */
export function chooseTarget(
  { to, name }: Pick<ExportRowsRequest, 'to' | 'name'>,
  total: number,
): ExportTarget {
  if (/\.(iafbt|obtf)$/i.test(to)) {
    if (total === 1) return { path: to, kind: 'file' };
    throw new ArchiveError('bad-request', `${total} bundles do not fit into one file`, {
      advice: 'Name a folder, or a file that ends in .zip.',
    });
  }
  return { path: name === null ? to : join(to, name), kind: 'folder' };
}
