import { readHeader } from '../../formats/bundle/container.ts';
import { readFrame } from '../../formats/zstd/frame-header.ts';
import type { FrameSettings, WriteFrame } from '../../formats/zstd/frame-writer.ts';
import { WRITING_VERSION } from '../../formats/zstd/zstd.ts';
import type { FrameRecipe, StoredFile } from './manifest.ts';

const headerBytes = 8;
/** More than so many bytes after the frame are not noted in a manifest: the file is kept whole instead. */
const maxTrailing = 2048;

export type ZstdRecipe = Extract<FrameRecipe, { kind: 'zstd' }>;

export interface FileShape {
  headerVersion: number;
  /** Null where only the file itself will do. */
  frame: ZstdRecipe | null;
  trailing: string;
}

/**
 * What must be known of a file, beside its payload, to write it again. The level is the one its release
 * used (FORMATS §2: 7 before 8.9, 19 since); whether that makes the very bytes is for the file proof to say.
 */
export function shapeOf(file: Uint8Array): FileShape {
  const headerVersion = readHeader(file);
  const { frameSize } = readFrame(file.subarray(headerBytes), headerBytes);
  const trailing = file.subarray(headerBytes + frameSize);
  const level = headerVersion <= 1 ? 7 : 19;
  const checksum = (file[headerBytes + 4]! & 0x04) !== 0;
  return {
    headerVersion,
    frame: trailing.length > maxTrailing ? null : recipe({ how: 'one-shot', level, checksum }),
    trailing: trailing.length > maxTrailing ? '' : Buffer.from(trailing).toString('hex'),
  };
}

/** The file of a payload by a recipe, or null where this computer has no library that follows it. */
export function fileOfPayload(
  payload: Uint8Array,
  file: Pick<StoredFile, 'headerVersion' | 'trailing'>,
  frame: FrameRecipe,
  write: WriteFrame,
): Uint8Array | null {
  if (frame.kind !== 'zstd' || frame.library !== WRITING_VERSION) return null;
  const body = write(payload, frame);
  if (body === null) return null;
  const trailing = Buffer.from(file.trailing, 'hex');
  const bytes = new Uint8Array(headerBytes + body.length + trailing.length);
  bytes.set(new TextEncoder().encode('IAFB'));
  new DataView(bytes.buffer).setUint32(4, file.headerVersion, true);
  bytes.set(body, headerBytes);
  bytes.set(trailing, headerBytes + body.length);
  return bytes;
}

/** Levels that releases of the framework use, then every other that zstd has. */
const usualLevels = [19, 7, 3] as const;
const otherLevels = [1, 2, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 20, 21, 22] as const;
/** Up to so many bytes a stream writes what a single call writes: both work on blocks of 128 KiB. */
const sameEitherWay = 128 * 1024;

/** Every recipe worth trying for a frame, the likeliest first, each once. */
export function likelyRecipes(
  first: readonly ZstdRecipe[],
  checksum: boolean,
  payloadBytes: number,
): ZstdRecipe[] {
  const hows: FrameSettings['how'][] =
    payloadBytes <= sameEitherWay ? ['one-shot'] : ['one-shot', 'stream'];
  const usual = usualLevels.flatMap((level) => hows.map((how) => recipe({ how, level, checksum })));
  const others = otherLevels.map((level) => recipe({ how: 'one-shot', level, checksum }));
  const all = [...first.filter((one) => one.checksum === checksum), ...usual, ...others];
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
}

function recipe({ how, level, checksum }: FrameSettings): ZstdRecipe {
  return { kind: 'zstd', library: WRITING_VERSION, how, level, checksum };
}
