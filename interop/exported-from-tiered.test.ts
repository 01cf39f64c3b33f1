import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exportFromTiered } from '../src/main/operations/export-from-tiered.ts';
import { importIntoTiered } from '../src/main/operations/import-into-tiered.ts';
import { createTask } from '../src/main/operations/task-context.ts';
import { openIndexReader } from '../src/main/store/index/open-index.ts';
import { findPython, runPython } from './find-python.ts';
import { findReferenceCli } from './reference-cli.ts';
import { projectFolder } from './strata-cli.ts';

const script = join(projectFolder, 'interop', 'open-bundles.py');
const minutes = 60_000;

/** Name of a bundle, and the hash of all that the framework knows of it, or its error. */
type Contents = Record<string, string>;

const cli = findReferenceCli();
const stable = cli === null ? null : join(dirname(cli), 'python');
const preview = findPython('STRATA_REFERENCE_9_PYTHON', ['investing_algorithm_framework']);

describe.each([
  { sources: ['fixtures/interop/v1', 'fixtures/interop/v1-releases'], python: stable },
  { sources: ['fixtures/interop/v2', 'resources/demo/event'], python: stable },
  { sources: ['resources/demo/v1old'], python: stable },
  { sources: ['fixtures/interop/v3', 'fixtures/interop/v4'], python: preview },
  { sources: ['fixtures/interop/v5-iafbt'], python: preview },
  { sources: ['fixtures/interop/v5-obtf', 'resources/demo/obtf'], python: preview },
])('bundles of $sources, out of a tiered archive', ({ sources, python }) => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'strata-interop-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it.skipIf(python === null).each(sources)(
    '%s: the reference opens each with the content of the original',
    async (source) => {
      const original = join(projectFolder, source);
      const copy = join(folder, 'copy');
      expect(await roundTrip(original, join(folder, 'archive'), copy)).toEqual([]);

      const before = runPython(python!, script, original) as Contents;
      const after = runPython(python!, script, copy) as Contents;
      const known = new Set(Object.keys(after));
      expect([...known].filter((name) => before[name] === undefined)).toEqual([]);
      const opened = Object.entries(before).filter(([, content]) => isContent(content));
      expect(opened.length).toBeGreaterThan(0);
      expect(opened.filter(([name, content]) => after[name] !== content)).toEqual([]);
    },
    10 * minutes,
  );
});

/** Files that failed. */
async function roundTrip(source: string, archive: string, to: string): Promise<unknown[]> {
  const { task } = createTask();
  await importIntoTiered({ root: archive, sources: [source], keepNames: true }, task);
  const index = openIndexReader(join(archive, 'index.sqlite'));
  try {
    const { failures } = await exportFromTiered(
      { folder: archive, index },
      {
        rows: 'backtests',
        filter: '',
        quick: '',
        sort: [],
        columns: [],
        format: 'bundles',
        selection: { kind: 'matching', except: [] },
        to,
        name: null,
        overwrite: false,
        withOhlcv: true,
      },
      task,
    );
    return failures;
  } finally {
    index.close();
  }
}

function isContent(text: string): boolean {
  return /^[0-9a-f]{64} /.test(text);
}
