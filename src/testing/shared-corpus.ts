import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** A folder of the corpus that lies beside the project; null, with a printed reason, where it is absent. */
export function sharedCorpus(folder: string): string | null {
  const path = join(import.meta.dirname, '../../../shared/corpus', folder);
  if (existsSync(path)) return path;
  console.warn(`skipped: there is no ../shared/corpus/${folder} beside the project`);
  return null;
}
