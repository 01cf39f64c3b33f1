import { ArchiveError } from '#contract/archive-error.ts';
import type { WriteFrame } from '../../formats/zstd/frame-writer.ts';
import { sha256 } from '../durable/publisher.ts';
import { againWhereMissing } from './again-where-missing.ts';
import { fileOfPayload, likelyRecipes, type ZstdRecipe } from './frame-recipe.ts';
import type { FrameRecipe, StoredFile } from './manifest.ts';
import { readPayload } from './read-backtest.ts';
import type { FilePlace } from './stored-index.ts';
import type { TieredReader } from './tiered-reader.ts';

/** A file as it leaves the archive. */
export interface RestoredFile {
  stored: StoredFile;
  bytes: Uint8Array;
  /** The very file that came in, by its hash; otherwise only its payload is the same. */
  isExact: boolean;
  /** What made it; null where the frame is one of our own making. */
  frame: FrameRecipe | null;
}

/** What restored files before, by header version: a folder's bundles mostly come from one writer. */
export type RecipeMemory = Map<number, ZstdRecipe>;

export interface Restorer {
  readonly reader: TieredReader;
  readonly write: WriteFrame;
  readonly memory: RecipeMemory;
}

/**
 * The file of a backtest, checked against its hash. What the file proof found is used; before it has been,
 * recipes are tried. Throws `file-damaged` where the payload does not come back.
 */
export async function restoreFile(restorer: Restorer, place: FilePlace): Promise<RestoredFile> {
  const { reader } = restorer;
  const stored = await reader.file(place);
  const frame = place.frame ?? stored.frame;
  if (frame.kind === 'original') {
    const bytes = await reader.chunk('originals', frame.chunk);
    return { stored, bytes, isExact: sha256(bytes) === stored.sha256, frame };
  }
  const payload = await payloadOf(reader, place.bundleId);
  if (place.proof !== 'payload-only') {
    const first = place.proof === 'file' ? [frame] : firstTries(restorer, stored, frame);
    const found = findFile(
      restorer,
      stored,
      payload,
      likelyRecipes(first, frame.checksum, payload.length),
    );
    if (found !== null) return { stored, ...found, isExact: true };
  }
  return { stored, bytes: plainFile(restorer, stored, payload), isExact: false, frame: null };
}

export async function payloadOf(reader: TieredReader, bundleId: string): Promise<Uint8Array> {
  return againWhereMissing(async () => {
    const { stored, source } = await reader.backtest(bundleId);
    return readPayload(stored, source);
  });
}

function firstTries({ memory }: Restorer, { headerVersion }: StoredFile, frame: ZstdRecipe) {
  const known = memory.get(headerVersion);
  return known === undefined ? [frame] : [known, frame];
}

function findFile(
  { write, memory }: Restorer,
  stored: StoredFile,
  payload: Uint8Array,
  recipes: readonly ZstdRecipe[],
): { bytes: Uint8Array; frame: ZstdRecipe } | null {
  for (const frame of recipes) {
    const bytes = fileOfPayload(payload, stored, frame, write);
    if (bytes?.length !== stored.size || sha256(bytes) !== stored.sha256) continue;
    memory.set(stored.headerVersion, frame);
    return { bytes, frame };
  }
  return null;
}

/** As the framework's newest releases would write the payload. */
function plainFile({ write }: Restorer, stored: StoredFile, payload: Uint8Array): Uint8Array {
  const [frame] = likelyRecipes([], false, payload.length);
  const bytes = fileOfPayload(payload, stored, frame!, write);
  if (bytes !== null) return bytes;
  throw new ArchiveError('internal', 'no zstd library could be loaded');
}
