import { ArchiveError } from '#contract/archive-error.ts';
import {
  type DocumentNode,
  type DocumentPage,
  type DocumentPath,
  documentLimits,
  type SeriesPreview,
} from '#contract/document.ts';
import { describePath } from '#contract/document-path.ts';
import { type Cursor, openCursor } from '../../messagepack/cursor.ts';
import { readKeyBytes } from '../../messagepack/key-table.ts';
import {
  peekKind,
  readArraySize,
  readBytes,
  readMapSize,
  readText,
} from '../../messagepack/read-value.ts';
import { skipValue } from '../../messagepack/skip-value.ts';
import { readSeriesFile } from '../../parquet/series-file.ts';
import type { Container } from '../container.ts';
import { pythonFloat } from '../python-text.ts';
import { beginningOf, readNode } from './read-node.ts';

export interface PageRequest {
  path: DocumentPath;
  offset: number;
  limit: number;
}

/**
 * One value of a document and a page of what is in it. Only what lies before it is passed over, and nothing but
 * the page is decoded. Throws `not-found` for a path that leads nowhere.
 */
export function readPage(document: Container, { path, offset, limit }: PageRequest): DocumentPage {
  const { formatVersion, payload } = document;
  const cursor = openCursor(payload);
  for (const [depth, step] of path.entries()) moveTo(cursor, step, path.slice(0, depth + 1));
  const start = cursor.position;
  const node = readNode(cursor, path.at(-1) ?? null);
  cursor.position = start;
  const most = Math.min(limit, documentLimits.children);
  const page = {
    ...{ formatVersion, payloadBytes: payload.length, node, offset, total: node.size },
    ...{ children: [], text: null, series: null },
  };
  switch (node.kind) {
    case 'list':
    case 'map': {
      const children = readChildren(cursor, offset, most);
      return { ...page, children, series: referencedSeries(payload, node) };
    }
    case 'text': {
      const text = readText(cursor);
      const part = beginningOf(text.slice(offset), documentLimits.text);
      return { ...page, total: text.length, text: part };
    }
    case 'bytes':
      return { ...page, series: previewOf(readBytes(cursor)) };
    default:
      return page;
  }
}

function moveTo(cursor: Cursor, step: string | number, way: DocumentPath): void {
  const kind = peekKind(cursor);
  if (kind === 'map') {
    const wanted = String(step);
    const size = readMapSize(cursor);
    for (let pair = 0; pair < size; pair++) {
      if (readKeyBytes(cursor).toString() === wanted) return;
      skipValue(cursor);
    }
  } else if (kind === 'array' && typeof step === 'number') {
    if (step < readArraySize(cursor)) {
      for (let index = 0; index < step; index++) skipValue(cursor);
      return;
    }
  }
  throw new ArchiveError('not-found', `the document has nothing at ${describePath(way)}`);
}

function readChildren(cursor: Cursor, offset: number, most: number): DocumentNode[] {
  const isMap = peekKind(cursor) === 'map';
  const size = isMap ? readMapSize(cursor) : readArraySize(cursor);
  const children: DocumentNode[] = [];
  for (let index = 0; index < size && children.length < most; index++) {
    const key = isMap ? readKeyBytes(cursor).toString() : index;
    if (index < offset) skipValue(cursor);
    else children.push(readNode(cursor, key));
  }
  return children;
}

function referencedSeries(payload: Uint8Array, { blob }: DocumentNode): SeriesPreview | null {
  if (blob === null) return null;
  const cursor = openCursor(payload);
  try {
    moveTo(cursor, 'blobs', ['blobs']);
    moveTo(cursor, blob, ['blobs', blob]);
  } catch (error) {
    // A reference whose blob is missing is an empty series (FORMATS §4).
    if (error instanceof ArchiveError && error.code === 'not-found') return null;
    throw error;
  }
  return peekKind(cursor) === 'bytes' ? previewOf(readBytes(cursor)) : null;
}

/** Null for bytes that hold no series, or none that can be read: then they are bytes. */
function previewOf(bytes: Uint8Array): SeriesPreview | null {
  if (Buffer.from(bytes.subarray(0, 4)).toString('latin1') !== 'PAR1') return null;
  try {
    const { time, value, isNull } = readSeriesFile(bytes);
    const point = (at: number) => ({
      time: time[at] as number,
      value: isNull?.[at] === 1 ? null : pythonFloat(value[at] as number),
    });
    const shown = Math.min(time.length, documentLimits.points);
    const last = time.length === 0 ? null : point(time.length - 1);
    return {
      points: time.length,
      first: Array.from({ length: shown }, (_, at) => point(at)),
      last,
    };
  } catch (error) {
    if (error instanceof ArchiveError) return null;
    throw error;
  }
}
