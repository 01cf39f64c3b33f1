import type { Cursor } from '../messagepack/cursor.ts';
import { keyTable, readFields, readKeyBytes } from '../messagepack/key-table.ts';
import { readMapSize } from '../messagepack/read-value.ts';
import { duplicateKeyAt } from '../messagepack/walk-errors.ts';
import type { BundleRecord } from './bundle-record.ts';
import { standsAtMap } from './document-shape.ts';
import { readOptionalText } from './read-run.ts';

type Ohlcv = NonNullable<BundleRecord['ohlcv']>;

const ohlcvFields = keyTable(['store_dir', 'manifest']);

/** The side store a bundle points to (FORMATS §6). Nothing here is checked: both texts come from the file. */
export function readOhlcv(cursor: Cursor): Ohlcv | null {
  if (!standsAtMap(cursor, 'ohlcv')) return null;
  const ohlcv: Ohlcv = { storeDir: 'ohlcv', chunks: [] };
  readFields(cursor, ohlcvFields, (field) => {
    if (field === 'manifest') ohlcv.chunks = readManifest(cursor);
    else ohlcv.storeDir = readOptionalText(cursor) ?? 'ohlcv';
  });
  return ohlcv;
}

function readManifest(cursor: Cursor): Ohlcv['chunks'] {
  const chunks: Ohlcv['chunks'] = [];
  if (!standsAtMap(cursor, 'the OHLCV manifest')) return chunks;
  const seen = new Set<string>();
  const size = readMapSize(cursor);
  for (let pair = 0; pair < size; pair++) {
    const offset = cursor.position;
    const key = readKeyBytes(cursor).toString();
    if (seen.has(key)) throw duplicateKeyAt(offset, key);
    seen.add(key);
    const file = readOptionalText(cursor);
    if (file !== null) chunks.push({ key, file });
  }
  return chunks;
}
