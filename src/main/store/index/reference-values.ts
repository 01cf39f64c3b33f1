import { sep } from 'node:path';
import { summaryColumns } from '#contract/backtest-summary.ts';
import type { BundleRecord, SqlValue } from '../../formats/bundle/bundle-record.ts';
import { type FileFacts, pathOf } from './file-facts.ts';

/** A row of `backtest_index` as the reference binds it, in the order of `referenceTableColumns` (FORMATS.md §10). */
export function referenceValues(facts: FileFacts, record: BundleRecord): SqlValue[] {
  return [
    referencePath(facts),
    record.algorithmId,
    record.tag,
    record.frameworkVersion,
    record.engineType,
    record.riskFreeRate,
    record.runs.length,
    record.parametersJson,
    record.strategyIdsJson,
    null,
    null,
    facts.mtimeNs,
    facts.size,
    ...(record.summary ?? noSummary),
  ];
}

const noSummary: readonly SqlValue[] = summaryColumns.map(() => null);

/** With the separators of the system, as the reference writes it. */
export function referencePath(facts: FileFacts): string {
  return sep === '/' ? pathOf(facts) : pathOf(facts).replaceAll('/', sep);
}
