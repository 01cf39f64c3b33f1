import { ArchiveError, describeFailure } from '#contract/archive-error.ts';
import type { ImportFiles } from './find-import-files.ts';
import { nameFiles } from './name-files.ts';

/** Of what was found only the bundles of these handles; with their extension, too. A handle that is none is a failure. */
export function onlyNamed(found: ImportFiles, handles: readonly string[] | null): ImportFiles {
  if (handles === null) return found;
  const named = nameFiles(found.files);
  const missing: ImportFiles['failures'] = [];
  const wanted = new Set<number>();
  for (const handle of handles) {
    const at = named.findIndex(({ path, facts }) => handle === facts.handle || handle === path);
    if (at === -1) missing.push(notThere(handle));
    else wanted.add(at);
  }
  return {
    files: found.files.filter((_file, at) => wanted.has(at)),
    failures: [...found.failures, ...missing],
    skipped: found.skipped,
  };
}

function notThere(handle: string): ImportFiles['failures'][number] {
  const error = new ArchiveError('not-found', `the source holds no backtest called ${handle}`);
  return { ...describeFailure(error), file: handle };
}
