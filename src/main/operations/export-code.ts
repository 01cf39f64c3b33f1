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
  failures: JobFailure[];
}

/**
 * Writes the source code that came with the backtests of a selection, each set once: one into the folder
 * itself, several into folders named by the first 12 digits of their chunks. Throws `not-tiered`,
 * `already-exists`, `bad-request` where several do not fit into one file.
 */
export async function exportCode(
  archive: Archive,
  request: ExportCodeRequest,
): Promise<ExportCodeOutcome> {
  const { to, overwrite } = request;
  const { sets, failures } = await setsOf(archive, request);
  const outcome: ExportCodeOutcome = {
    written: to,
    sets: sets.size,
    files: 0,
    unchanged: 0,
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
  for (const [id, bytes] of sets) {
    if (isFile) await write(to, bytes);
    else {
      const folder = isOne ? to : join(to, id.slice(0, 12));
      for (const file of unpackSource(bytes)) await write(join(folder, file.path), file.bytes);
    }
  }
  return outcome;

  async function write(path: string, bytes: Uint8Array): Promise<void> {
    const there = await readFile(path).catch(() => null);
    if (there?.equals(bytes)) outcome.unchanged++;
    else {
      await writeFileAtomically(path, bytes, { overwrite, name: path });
      outcome.files++;
    }
  }
}

async function setsOf(archive: Archive, request: ExportCodeRequest) {
  const sets = new Map<string, Uint8Array>();
  const failures: JobFailure[] = [];
  for (const { handle, path } of iterateFiles(archive.index, request).files) {
    try {
      const { id, bytes } = await codeChunk(archive, handle);
      sets.set(id, bytes);
    } catch (error) {
      if (!(error instanceof ArchiveError) || error.code === 'not-tiered') throw error;
      failures.push({ ...describeFailure(error), file: path });
    }
  }
  return { sets, failures };
}
