import type { Cursor } from '../messagepack/cursor.ts';
import { readExact } from '../messagepack/decode-exact.ts';
import { type Exact, openValue } from '../messagepack/exact-value.ts';
import { keyTable, readFields } from '../messagepack/key-table.ts';
import { peekKind } from '../messagepack/read-value.ts';
import { skipValue } from '../messagepack/skip-value.ts';
import type { DocumentFacts } from './document-facts.ts';
import { standsAtList, standsAtMap } from './document-shape.ts';
import { skipIfEmpty } from './empty-value.ts';
import { parameterValues } from './parameter-values.ts';
import { pythonJson, pythonText } from './python-text.ts';
import { readOhlcv } from './read-ohlcv.ts';
import { readOptionalText } from './read-run.ts';
import { readSqlScalar, readSqlText, valueLimits } from './sql-value.ts';

/** Keys that mean the same in every version, wherever they stand in it. */
export const commonKeys = [
  'algorithm_id',
  'tag',
  'risk_free_rate',
  'metadata',
  'strategy_ids',
  'parameters',
  'blobs',
  'ohlcv',
] as const;
export type CommonKey = (typeof commonKeys)[number];

const metadataFields = keyTable(['framework_version']);

/** Reads the value of a common key into `facts`. */
export function readCommonField(cursor: Cursor, key: CommonKey, facts: DocumentFacts): void {
  switch (key) {
    case 'algorithm_id':
      facts.algorithmId = readSqlText(cursor, key);
      return;
    case 'tag':
      facts.tag = readSqlText(cursor, key);
      return;
    case 'risk_free_rate':
      facts.riskFreeRate = readSqlScalar(cursor, key);
      return;
    case 'metadata':
      facts.frameworkVersion = readFrameworkVersion(cursor);
      return;
    case 'parameters': {
      const parameters = standsAtMap(cursor, key) ? readExact(cursor, valueLimits) : null;
      facts.parametersJson = parameters === null ? null : pythonJson(parameters);
      facts.parameters = parameterValues(parameters);
      return;
    }
    case 'strategy_ids': {
      const ids = standsAtList(cursor, key) ? readExact(cursor, valueLimits) : null;
      facts.strategyIdsJson = ids === null ? null : pythonJson(ids);
      facts.strategyIds = textsOf(ids);
      return;
    }
    case 'blobs':
      facts.blobsAt = cursor.position;
      if (skipIfEmpty(cursor)) facts.blobsAt = null;
      else skipValue(cursor);
      return;
    case 'ohlcv':
      facts.ohlcv = readOhlcv(cursor);
  }
}

function textsOf(ids: Exact): string[] {
  const opened = openValue(ids);
  return Array.isArray(opened) ? opened.map(pythonText) : [];
}

function readFrameworkVersion(cursor: Cursor): string | null {
  let version: string | null = null;
  if (peekKind(cursor) !== 'map') skipValue(cursor);
  else {
    readFields(cursor, metadataFields, () => {
      version = readOptionalText(cursor);
    });
  }
  return version;
}
