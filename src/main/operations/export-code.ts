import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ArchiveError, describeFailure } from '#contract/archive-error.ts';
import type { JobFailure } from '#contract/operations.ts';
import { unpackSource } from '../formats/tar/source-archive.ts';
import { writeFileAtomically } from '../store/files/atomic-file.ts';
import { iterateFiles } from '../store/index/select-rows.ts';
import type { Archive } from './archive.ts';
import type { ExportRowsRequest } from './export-request.ts';
import { codeChunk } from './read-code.ts';

export interface ExportCodeRequest extends Omit<ExportRowsRequest, 'to' | 'name'> {
  /** Absolute. Ending in `.tar.gz` or `.tgz`: the packed file; otherwise a folder. */
  to: string;
  /** Backtests that no source code came with are no failures. */
  isWhereThere?: boolean;
}

export interface ExportCodeOutcome {
  /** The file or folder. */
  written: string;
  /** Different sets of source code. */
  sets: number;
  /** Files written, and such as were there already, byte for byte. */
  files: number;
  unchanged: number;
  /** Backtests of the selection that no source code came with. */
  without: number;
  failures: JobFailure[];
}

/** Where source code lies beside the bundles it came with. */
export const codeFolderName = 'code';
/** Of several sets: which bundles each belongs to. */
const setsFile = 'sets.json';

/**
 * Writes the source code that came with the backtests of a selection, each set once: one into the folder
 * itself, several into folders named by the first 12 digits of their chunks, with `sets.json` that says which
 * bundles each belongs to. Throws `not-tiered`,
 * `already-exists`, `bad-request` where several do not fit into one file.
 */
export async function exportCode(
  archive: Archive,
  request: ExportCodeRequest,
): Promise<ExportCodeOutcome> {
  const { to, overwrite } = request;
  const { sets, failures, without } = await setsOf(archive, request);
  const outcome: ExportCodeOutcome = {
    written: to,
    sets: sets.size,
    files: 0,
    unchanged: 0,
    without,
    failures,
  };
  const isOne = sets.size === 1;
  const isFile = /\.(tar\.gz|tgz)$/i.test(to);
  if (isFile && sets.size > 1) {
    throw new ArchiveError(
      'bad-request',
      `${sets.size} sets of source code do not fit into one file`,
      {
        advice: 'Name a folder.',
      },
    );
  }
  for (const [id, { bytes }] of sets) {
    if (isFile) await write(to, bytes);
    else {
      const folder = isOne ? to : join(to, shortId(id));
      for (const file of unpackSource(bytes)) await write(join(folder, file.path), file.bytes);
    }
  }
  if (sets.size > 1) await writeOnce(join(to, setsFile), setsAsJson(sets), overwrite);
  return outcome;

  async function write(path: string, bytes: Uint8Array): Promise<void> {
    if (await writeOnce(path, bytes, overwrite)) outcome.files++;
    else outcome.unchanged++;
  }
}

/** False where the very bytes are there already. */
async function writeOnce(path: string, bytes: Uint8Array, overwrite: boolean): Promise<boolean> {
  const there = await readFile(path).catch(() => null);
  if (there?.equals(bytes)) return false;
  await writeFileAtomically(path, bytes, { overwrite, name: path });
  return true;
}

interface CodeSet {
  bytes: Uint8Array;
  /** Bundles it came with. */
  paths: string[];
}

async function setsOf(archive: Archive, request: ExportCodeRequest) {
  const sets = new Map<string, CodeSet>();
  const failures: JobFailure[] = [];
  let without = 0;
  for (const { handle, path } of iterateFiles(archive.index, request).files) {
    try {
      const { id, bytes } = await codeChunk(archive, handle);
      const set = sets.get(id) ?? { bytes, paths: [] };
      set.paths.push(path);
      sets.set(id, set);
    } catch (error) {
      if (!(error instanceof ArchiveError) || error.code === 'not-tiered') throw error;
      const hasNone = error.code === 'not-found';
      if (hasNone) without += 1;
      if (!hasNone || request.isWhereThere !== true) {
        failures.push({ ...describeFailure(error), file: path });
      }
    }
  }
  return { sets, failures, without };
}

function setsAsJson(sets: ReadonlyMap<string, CodeSet>): Uint8Array {
  const named = [...sets].map(([id, { paths }]) => [shortId(id), paths] as const);
  return new TextEncoder().encode(`${JSON.stringify(Object.fromEntries(named), null, 2)}\n`);
}

function shortId(id: string): string {
  return id.slice(0, 12);
}
