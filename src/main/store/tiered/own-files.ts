import { join } from 'node:path';
import { namesIn } from '../durable/disk.ts';
import { chunkKinds, datasetNames, layout, ownNames } from './layout.ts';
import type { BatchManifest, ProofManifest } from './manifest.ts';

/** A file of the archive whose name is the hash of its bytes. */
export interface OwnFile {
  /** Relative to the archive, `/` as separator. */
  path: string;
  sha256: string;
}

/** Every file below the archive with a name of the form that Strata gives; whatever else lies there is not ours. */
export async function* ownFiles(root: string): AsyncGenerator<OwnFile> {
  for (const name of datasetNames) yield* named(root, layout.dataset(name), ownNames.dataset);
  for (const kind of chunkKinds) {
    const folder = layout.chunkFolder(kind);
    yield* named(root, `${folder}/packs`, ownNames.pack);
    for (const prefix of await namesIn(join(root, folder))) {
      if (!/^[0-9a-f]{2}$/.test(prefix)) continue;
      yield* named(root, `${folder}/${prefix}`, ownNames.chunk);
    }
  }
  yield* named(root, layout.manifests, ownNames.manifest);
}

async function* named(root: string, folder: string, form: RegExp): AsyncGenerator<OwnFile> {
  for (const name of await namesIn(join(root, folder))) {
    if (form.test(name)) yield { path: `${folder}/${name}`, sha256: name.slice(0, 64) };
  }
}

export interface ReferencedFile extends OwnFile {
  bytes: number;
}

/** The files a manifest needs, itself not counted. */
export function filesOf(manifest: BatchManifest | ProofManifest): ReferencedFile[] {
  if (manifest.kind === 'proof') {
    return manifest.originals.map(({ sha256, bytes }) => ({
      path: layout.chunkFile('originals', sha256),
      sha256,
      bytes,
    }));
  }
  const files: ReferencedFile[] = [];
  for (const name of datasetNames) {
    const ref = manifest.datasets[name];
    if (ref !== undefined) files.push({ ...ref, path: layout.datasetFile(name, ref.sha256) });
  }
  for (const { kind, sha256, bytes } of manifest.packs) {
    files.push({ path: layout.packFile(kind, sha256), sha256, bytes });
  }
  for (const { kind, sha256, bytes } of manifest.chunks) {
    files.push({ path: layout.chunkFile(kind, sha256), sha256, bytes });
  }
  if (manifest.skeletons !== null) {
    const { sha256, bytes } = manifest.skeletons;
    files.push({ path: layout.chunkFile('skeletons', sha256), sha256, bytes });
  }
  return files;
}
