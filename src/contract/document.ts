/** Way from the root of a document to a value: keys of maps, positions in lists from 0. */
export type DocumentPath = readonly (string | number)[];

export type DocumentKind =
  | 'nil'
  | 'boolean'
  | 'integer'
  | 'float'
  | 'text'
  | 'bytes'
  | 'list'
  | 'map';

/** One value of a document, with nothing of what lies in it. */
export interface DocumentNode {
  /** Its key or position; null for the root. */
  key: string | number | null;
  kind: DocumentKind;
  /**
   * A scalar as it stands there: integers whole, floats with the digits that read back the same (`1.0`, `nan`,
   * `-0.0`), the first characters of a text, the first bytes as hex. Null for lists and maps.
   */
  value: string | null;
  /** Items of a list, pairs of a map, bytes of a text (UTF-8) or of bytes; 0 for other scalars. */
  size: number;
  /** `value` is only the beginning. */
  isCut: boolean;
  /** Where it is not written in the shortest form there is: `float32`, `nan 0x…` or `wide`. */
  form: string | null;
  /** The key in `blobs` of the series that a map stands for; null for everything else. */
  blob: string | null;
}

export interface DocumentPage {
  /** Of the header. */
  formatVersion: number;
  payloadBytes: number;
  node: DocumentNode;
  offset: number;
  /** Items, pairs; of a text its characters. */
  total: number;
  /** From `offset` on. */
  children: DocumentNode[];
  /** Of a text: its characters from `offset` on. */
  text: string | null;
  /** Of bytes that hold a series, and of a map that stands for one. */
  series: SeriesPreview | null;
}

export interface SeriesPreview {
  /** Points in all. */
  points: number;
  /** The first ones: epoch milliseconds UTC, and the value as in `DocumentNode`; null where there is none. */
  first: { time: number; value: string | null }[];
  last: { time: number; value: string | null } | null;
}

export interface DocumentMatches {
  /** In document order; `path` leads to the value, which has the key or the text looked for. */
  matches: { path: (string | number)[]; node: DocumentNode }[];
  /** There are more than are given. */
  isCut: boolean;
}

/** Looking into whole documents. */
export interface DocumentOperations {
  /**
   * One value of a backtest's document, whatever its version and wherever it lies, with a page of what is in it.
   * `id` is an id or handle. Throws `not-found` for a path that leads nowhere.
   */
  readDocument(request: {
    archive: string;
    id: string;
    path: DocumentPath;
    offset: number;
    limit: number;
  }): DocumentPage;
  /** Values whose key, or whose text, holds these characters, upper or lower case. */
  searchDocument(request: {
    archive: string;
    id: string;
    text: string;
    limit: number;
  }): DocumentMatches;
}

/** What one reply holds at most. */
export const documentLimits = {
  children: 500,
  /** Characters of a text in a page, and of one that stands among others. */
  text: 20_000,
  shownText: 200,
  shownBytes: 32,
  points: 100,
  matches: 500,
  /** Steps of a path. */
  depth: 600,
} as const;
