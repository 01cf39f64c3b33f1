/** What the index keeps of a file beside its content, and by which it knows the file again. */
export interface FileFacts {
  /** Path relative to the archive without extension, `/` as separator. Unique in an index. */
  handle: string;
  /** With its extension. */
  fileName: string;
  /** Relative to the archive, `/` as separator; empty at the top. */
  folder: string;
  /** With its dot, as written: `.iafbt`. */
  extension: string;
  /** Bytes. */
  size: number;
  /** Nanoseconds since 1970, exact. */
  mtimeNs: bigint;
  /** Milliseconds since 1970. */
  mtimeMs: number;
}

/** `folder/fileName`, relative to the archive. */
export function pathOf(facts: Pick<FileFacts, 'folder' | 'fileName'>): string {
  return facts.folder === '' ? facts.fileName : `${facts.folder}/${facts.fileName}`;
}
