import { mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative, sep } from 'node:path';
import { ArchiveError, describeFailure } from '#contract/archive-error.ts';
import type { JobFailure } from '#contract/operations.ts';
import {
  belongsToLegacy,
  isLegacyBacktest,
  legacyBundle,
} from '../formats/legacy/legacy-bundle.ts';
import { asFileFailure } from '../store/files/file-failure.ts';
import { readStableFile } from '../store/files/read-stable-file.ts';
import type { ImportFile, ImportFiles } from './find-import-files.ts';

/** Files below a folder that is looked at as one backtest; the form has three levels. */
const DEEPEST = 3;
/** One JSON file; those of the framework have some megabytes. */
const LARGEST_JSON = 256 * 2 ** 20;

/** Bundles made of folders, and what has to go when they have been taken in. */
export interface MadeBundles extends Pick<ImportFiles, 'files' | 'failures'> {
  remove(): Promise<void>;
}

/**
 * Backtests in the form before bundles below the folders named (FORMATS §15), each made a v2 bundle in a private
 * folder; the names are those of their folders. A folder that cannot be read is a failure, and the others come.
 */
export async function bundlesOfLegacyFolders(
  sources: readonly string[],
  signal: AbortSignal,
): Promise<MadeBundles> {
  const made: ImportFile[] = [];
  const failures: JobFailure[] = [];
  let aside: string | null = null;
  try {
    for (const source of sources) {
      for (const folder of await legacyFolders(source, signal)) {
        aside ??= await mkdtemp(join(tmpdir(), 'strata-legacy-'));
        const name = relative(source, folder).split(sep).join('/') || basename(folder);
        try {
          made.push(await makeBundle(folder, `${name}.iafbt`, join(aside, String(made.length))));
        } catch (error) {
          const failure = asFileFailure(error, name);
          if (!(failure instanceof ArchiveError)) throw failure;
          const file = failure.file === undefined ? name : `${name}/${failure.file}`;
          failures.push({ ...describeFailure(failure), file });
        }
      }
    }
  } catch (error) {
    if (aside !== null) await rm(aside, { recursive: true, force: true });
    throw error;
  }
  return {
    files: made,
    failures,
    remove: async () => {
      if (aside !== null) await rm(aside, { recursive: true, force: true });
    },
  };
}

/** What was found with what was made of folders. */
export function withMade(found: ImportFiles, made: MadeBundles): ImportFiles {
  return {
    ...found,
    files: [...found.files, ...made.files],
    failures: [...found.failures, ...made.failures],
  };
}

/** Sorted; a backtest's own folders are not looked into. Links are not followed. */
async function legacyFolders(source: string, signal: AbortSignal): Promise<string[]> {
  signal.throwIfAborted();
  const entries = await readdir(source, { withFileTypes: true }).catch(() => []);
  const names = new Set(entries.map(({ name }) => name));
  const mayBeOne = names.has('runs') || names.has('summary.json');
  if (mayBeOne && isLegacyBacktest(await filesBelow(source))) return [source];
  const below: string[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (!entry.isDirectory() || entry.name.startsWith('.strata-')) continue;
    below.push(...(await legacyFolders(join(source, entry.name), signal)));
  }
  return below;
}

/** Paths of the files that belong to the backtest, with `/`. */
async function filesBelow(folder: string, prefix = '', depth = 0): Promise<string[]> {
  const entries = await readdir(join(folder, prefix), { withFileTypes: true });
  const paths: string[] = [];
  for (const entry of entries) {
    const path = prefix === '' ? entry.name : `${prefix}/${entry.name}`;
    if (entry.isFile() && belongsToLegacy(path)) paths.push(path);
    if (entry.isDirectory() && depth < DEEPEST) {
      paths.push(...(await filesBelow(folder, path, depth + 1)));
    }
  }
  return paths;
}

async function makeBundle(folder: string, path: string, to: string): Promise<ImportFile> {
  const files = new Map<string, string>();
  let newest = 0n;
  for (const file of await filesBelow(folder)) {
    const { size } = await stat(join(folder, file));
    if (size > LARGEST_JSON) {
      throw new ArchiveError('file-too-large', `${file} has ${size} bytes`, { file });
    }
    const { bytes, mtimeNs } = readStableFile(join(folder, file), file);
    files.set(file, Buffer.from(bytes).toString('utf8'));
    if (mtimeNs > newest) newest = mtimeNs;
  }
  const realPath = join(to, basename(path));
  await mkdir(dirname(realPath), { recursive: true });
  await writeFile(realPath, legacyBundle(files));
  const seconds = Number(newest / 1_000_000n) / 1000;
  await utimes(realPath, seconds, seconds);
  const facts = await stat(realPath, { bigint: true });
  return { path, realPath, size: Number(facts.size), mtimeNs: facts.mtimeNs, top: to };
}
