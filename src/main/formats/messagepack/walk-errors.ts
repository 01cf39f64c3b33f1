import { ArchiveError } from '#contract/archive-error.ts';
import { maxDepth } from './limits.ts';

/** The failures of a walk; offsets count from the start of the decompressed payload. */

export function truncatedAt(offset: number): ArchiveError {
  return new ArchiveError(
    'msgpack-corrupt',
    `the document ends inside a value, at byte ${offset}`,
    {
      offset,
    },
  );
}

export function badTokenAt(offset: number, token: number): ArchiveError {
  if ((token >= 0xc7 && token <= 0xc9) || (token >= 0xd4 && token <= 0xd8)) {
    return new ArchiveError('msgpack-extension', `an extension type at byte ${offset}`, { offset });
  }
  return new ArchiveError(
    'msgpack-corrupt',
    `byte 0x${token.toString(16)} at ${offset} starts no MessagePack value`,
    { offset },
  );
}

export function tooManyItemsAt(offset: number, count: number): ArchiveError {
  return new ArchiveError(
    'msgpack-corrupt',
    `${count} items are announced at byte ${offset}, more than the document has bytes left`,
    { offset },
  );
}

export function tooDeepAt(offset: number): ArchiveError {
  return new ArchiveError(
    'msgpack-too-deep',
    `values lie more than ${maxDepth} levels deep at byte ${offset}`,
    { offset },
  );
}

export function tooManyNodesAt(offset: number, limit: number): ArchiveError {
  return new ArchiveError('msgpack-too-many-nodes', `more than ${limit} values at byte ${offset}`, {
    offset,
  });
}

export function badKeyAt(offset: number): ArchiveError {
  return new ArchiveError('msgpack-bad-key', `the map key at byte ${offset} is not text`, {
    offset,
  });
}

export function badTextAt(offset: number): ArchiveError {
  return new ArchiveError('msgpack-bad-text', `the text at byte ${offset} is not UTF-8`, {
    offset,
  });
}

export function duplicateKeyAt(offset: number, key: string): ArchiveError {
  return new ArchiveError(
    'msgpack-duplicate-key',
    `the key ${JSON.stringify(key)} stands twice in one map, again at byte ${offset}`,
    { offset },
  );
}

export function trailingBytesAt(offset: number, count: number): ArchiveError {
  return new ArchiveError(
    'msgpack-trailing-bytes',
    `${count} bytes follow the document, from byte ${offset}`,
    { offset },
  );
}
