import type { ByteSink } from '../bytes/byte-sink.ts';
import type { ByteSource } from '../bytes/byte-source.ts';
import type { PyarrowProfile } from '../pyarrow/pyarrow-profile.ts';

/** The profiles of a bundle's series files in the skeleton: mostly one. */

const flags = [
  'saysExactBounds',
  'dictionaryEncodingFirst',
  'hasSizeStatistics',
  'numbersRowGroups',
  'repeatsColumnMetadata',
  'startsBoundsAtLargest',
] as const satisfies readonly (keyof PyarrowProfile)[];

export function writeProfiles(sink: ByteSink, profiles: readonly PyarrowProfile[]): void {
  sink.varint(profiles.length);
  for (const profile of profiles) {
    const createdBy = new TextEncoder().encode(profile.createdBy);
    sink.varint(createdBy.length);
    sink.bytes(createdBy);
    sink.varint(profile.arrowSchema.length);
    sink.bytes(profile.arrowSchema);
    sink.varint(profile.rowGroupSize);
    sink.varint(profile.rowsPerPage);
    sink.byte(flags.reduce((bits, flag, i) => bits | (profile[flag] ? 1 << i : 0), 0));
  }
}

const MAX_PROFILES = 1000;

export function readProfiles(source: ByteSource): PyarrowProfile[] {
  const profiles: PyarrowProfile[] = [];
  for (let left = source.count(MAX_PROFILES); left > 0; left--) {
    const createdBy = source.take(source.varint()).toString();
    const arrowSchema = new Uint8Array(source.take(source.varint()));
    const rowGroupSize = Math.max(1, source.varint());
    const rowsPerPage = Math.max(1, source.varint());
    const bits = source.byte();
    const has = Object.fromEntries(flags.map((flag, i) => [flag, (bits & (1 << i)) !== 0]));
    profiles.push({
      createdBy,
      arrowSchema,
      rowGroupSize,
      rowsPerPage,
      ...(has as Record<(typeof flags)[number], boolean>),
    });
  }
  return profiles;
}

export function sameProfile(a: PyarrowProfile, b: PyarrowProfile): boolean {
  return (
    a.createdBy === b.createdBy &&
    Buffer.compare(a.arrowSchema, b.arrowSchema) === 0 &&
    a.rowGroupSize === b.rowGroupSize &&
    a.rowsPerPage === b.rowsPerPage &&
    flags.every((flag) => a[flag] === b[flag])
  );
}
