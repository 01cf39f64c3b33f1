import type { Cursor } from '../messagepack/cursor.ts';
import { keyTable, readFields } from '../messagepack/key-table.ts';
import { peekKind } from '../messagepack/read-value.ts';
import { skipValue } from '../messagepack/skip-value.ts';
import { readOptionalText, readTexts } from './read-run.ts';

/** What a run of v4 and v5 traded (FORMATS §8.14). */
export interface Universe {
  key: string;
  symbols: string[];
  tradingSymbol: string | null;
  market: string | null;
}

const universeFields = keyTable(['key', 'symbols', 'trading_symbol', 'market']);

/** The universe at the cursor; null for a value that is no map. */
export function readUniverse(cursor: Cursor): Universe | null {
  if (peekKind(cursor) !== 'map') {
    skipValue(cursor);
    return null;
  }
  let key: string | null = null;
  let symbols: string[] = [];
  let tradingSymbol: string | null = null;
  let market: string | null = null;
  readFields(cursor, universeFields, (field) => {
    if (field === 'symbols') symbols = readTexts(cursor);
    else if (field === 'key') key = readOptionalText(cursor);
    else if (field === 'market') market = readOptionalText(cursor);
    else tradingSymbol = readOptionalText(cursor);
  });
  // A universe without a key goes by this name in every release.
  const generated = `${[...symbols].sort().join(',')}|${tradingSymbol ?? ''}|${market ?? ''}`;
  return { key: key ?? generated, symbols, tradingSymbol, market };
}
