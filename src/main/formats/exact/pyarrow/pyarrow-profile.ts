import { ArchiveError } from '#contract/archive-error.ts';
import {
  bytesAt,
  corrupt,
  listAt,
  numberAt,
  readThriftStruct,
  structAt,
  type ThriftStruct,
} from './thrift-reader.ts';

/**
 * What differs between the pyarrow releases (and settings) that write embedded series: with a
 * profile and the values, the very bytes come out again. Measured for 11.0 to 26.0.
 */
export interface PyarrowProfile {
  /** The footer's `created_by`, which names the release. */
  createdBy: string;
  /** Value of the footer's `ARROW:schema` entry, as it stands in the file. */
  arrowSchema: Uint8Array;
  /** Rows to a row group: 1,048,576 unless the file has several groups (9.0.0a20 writes 4,096). */
  rowGroupSize: number;
  /** From 22: whether min and max are exact is said. */
  saysExactBounds: boolean;
  /** Up to 11: the dictionary encoding leads the list of encodings. */
  dictionaryEncodingFirst: boolean;
  /** From 20: definition level histograms. */
  hasSizeStatistics: boolean;
  /** Up to 19: row groups are numbered. */
  numbersRowGroups: boolean;
  /** Up to 17: the column's metadata is repeated behind it. */
  repeatsColumnMetadata: boolean;
  /** From 23 a page holds at most 20,000 rows; before, only its size closes it. */
  rowsPerPage: number;
  /** Before 25 the scan for bounds starts at ±DBL_MAX, so a page of infinities keeps one. */
  startsBoundsAtLargest: boolean;
}

const DEFAULT_ROW_GROUP = 1 << 20;
const UNLIMITED = Number.MAX_SAFE_INTEGER;

/** Learns a profile from a file; what a small file cannot show is keyed on the release it names. */
export function learnProfile(file: Uint8Array): PyarrowProfile {
  const footer = readFooter(file);
  const createdBy = new TextDecoder().decode(bytesAt(footer, 6));
  const release = /^parquet-cpp-arrow version (\d+)\./.exec(createdBy);
  if (release === null) {
    throw new ArchiveError('document-unexpected', `not written by pyarrow but by ${createdBy}`);
  }
  const major = Number(release[1]);
  const groups = listAt(footer, 4) as ThriftStruct[];
  const group = groups[0];
  if (group === undefined) throw corrupt(0, 'has no row groups to learn from');
  const column = listAt(group, 1)[0] as ThriftStruct;
  const metadata = structAt(column, 3);
  const statistics = metadata.get(12);
  const schemaEntry = listAt(footer, 5)[0] as ThriftStruct;

  return {
    createdBy,
    arrowSchema: new Uint8Array(bytesAt(schemaEntry, 2)),
    rowGroupSize: groups.length > 1 ? numberAt(group, 3) : DEFAULT_ROW_GROUP,
    saysExactBounds: statistics instanceof Map && statistics.has(7),
    dictionaryEncodingFirst: listAt(metadata, 2)[0] === 8,
    hasSizeStatistics: metadata.has(16),
    numbersRowGroups: group.has(7),
    repeatsColumnMetadata: numberAt(column, 2) > 0,
    rowsPerPage: major >= 23 ? 20_000 : UNLIMITED,
    startsBoundsAtLargest: major < 25,
  };
}

/** The footer of a Parquet file; throws `blob-corrupt` when it is not one. */
export function readFooter(file: Uint8Array): ThriftStruct {
  const length = file.length;
  const isParquet = length >= 12 && magicAt(file, 0) && magicAt(file, length - 4);
  if (!isParquet) throw corrupt(0, 'lacks its magic');
  const view = new DataView(file.buffer, file.byteOffset, length);
  const start = length - 8 - view.getUint32(length - 8, true);
  if (start < 4) throw corrupt(length - 8, 'claims a footer longer than itself');
  return readThriftStruct(file.subarray(0, length - 8), start).value;
}

function magicAt(file: Uint8Array, at: number): boolean {
  return (
    file[at] === 0x50 && file[at + 1] === 0x41 && file[at + 2] === 0x52 && file[at + 3] === 0x31
  );
}
