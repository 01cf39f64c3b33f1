import { join } from 'node:path';
import { ArchiveError } from '#contract/archive-error.ts';
import { namesIn } from '../durable/disk.ts';
import { readChecked } from '../durable/publisher.ts';
import { layout, ownNames } from './layout.ts';
import { decodeManifest, type Manifest } from './manifest.ts';

export interface NamedManifest {
  /** SHA-256 of the file: its name. */
  readonly sha256: string;
  /** Bytes of the file. */
  readonly bytes: number;
  readonly manifest: Manifest;
}

/** Content of one zstd frame with a declared, bounded size. */
export type Decompress = (frame: Uint8Array) => Uint8Array;

export async function manifestNames(root: string): Promise<string[]> {
  const names = await namesIn(join(root, layout.manifests));
  return names.filter((name) => ownNames.manifest.test(name)).map((name) => name.slice(0, 64));
}

/** One manifest, checked against its name. Throws `file-missing` or `file-damaged`. */
export async function readManifest(
  root: string,
  sha256: string,
  decompress: Decompress,
): Promise<NamedManifest> {
  const file = layout.manifestFile(sha256);
  const bytes = await readChecked(join(root, file), sha256, file);
  return {
    sha256,
    bytes: bytes.length,
    manifest: decodeManifest(open(bytes, file, decompress), file),
  };
}

function open(bytes: Uint8Array, file: string, decompress: Decompress): Uint8Array {
  try {
    return decompress(bytes);
  } catch (cause) {
    throw new ArchiveError('file-damaged', `the manifest ${file} does not decompress`, {
      file,
      cause,
    });
  }
}
