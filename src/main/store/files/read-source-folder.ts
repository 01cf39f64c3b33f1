import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ArchiveError } from '#contract/archive-error.ts';
import { asFileFailure } from './file-failure.ts';
import { readStableFile } from './read-stable-file.ts';

export interface SourceFile {
  /** Below the folder, `/` between the parts. */
  path: string;
  bytes: Uint8Array;
}

const maxFiles = 10_000;

/** What is made from source code or installed beside it. */
const made: ReadonlySet<string> = new Set(['__pycache__', 'node_modules', 'venv']);

/**
 * Every ordinary file below a folder of source code. Names that begin with a dot (where secrets and
 * repositories lie), what is made or installed, bundles and links are left out. Throws `bad-request` where
 * nothing is left, `file-too-large` beyond `maxBytes` or 10,000 files.
 */
export async function readSourceFolder(folder: string, maxBytes: number): Promise<SourceFile[]> {
  const files: SourceFile[] = [];
  let bytes = 0;
  for (const path of await pathsBelow(folder, '')) {
    if (files.length === maxFiles) throw tooLarge(folder, `more than ${maxFiles} files`);
    const file = { path, bytes: readStableFile(join(folder, path), path).bytes };
    bytes += file.bytes.length;
    if (bytes > maxBytes) throw tooLarge(folder, `more than ${maxBytes / 1024 ** 2} MiB`);
    files.push(file);
  }
  if (files.length > 0) return files;
  throw new ArchiveError('bad-request', `${folder} holds no source code`, {
    advice: 'Name the folder of the strategy’s own files; hidden ones are left out.',
  });
}

async function pathsBelow(folder: string, below: string): Promise<string[]> {
  const entries = await readdir(join(folder, below), { withFileTypes: true }).catch((cause) => {
    throw asFileFailure(cause, below || folder);
  });
  const paths: string[] = [];
  for (const entry of entries) {
    if (isLeftOut(entry.name)) continue;
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) paths.push(...(await pathsBelow(folder, path)));
    else if (entry.isFile()) paths.push(path);
  }
  return paths;
}

function isLeftOut(name: string): boolean {
  return name.startsWith('.') || made.has(name) || /\.(pyc|iafbt|obtf)$/i.test(name);
}

function tooLarge(folder: string, how: string): ArchiveError {
  return new ArchiveError('file-too-large', `the source code in ${folder} is ${how}`, {
    advice: 'Name the folder of the strategy’s own files, without data and results.',
  });
}
