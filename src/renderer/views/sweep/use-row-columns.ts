import type { ColumnFacts } from '#contract/operations.ts';
import type { RowColumns } from '#contract/sweep.ts';
import { useEngine } from '../../engine/engine-provider.tsx';
import { type Answer, useQuery } from '../../engine/use-query.ts';
import type { SweepModel } from './use-sweep-model.ts';

/** RowColumns with the columns they were asked with: an answer is never drawn with the axes of a newer question. */
export interface AskedColumns {
  answer: RowColumns;
  columns: readonly ColumnFacts[];
}

/** Columns of the rows that match. `asks` names the picture. */
export function useRowColumns(
  { question, scope, asker }: Pick<SweepModel, 'question' | 'scope' | 'asker'>,
  asks: string,
  columns: readonly ColumnFacts[],
  further: readonly string[],
  limit: number,
): Answer<AskedColumns> {
  const engine = useEngine();
  const keys = [...columns.map(({ key }) => key), ...further];
  const key =
    question === null || columns.length === 0 ? null : JSON.stringify([question, keys, limit]);
  return useQuery(key, async () => ({
    answer: await engine.readColumns({ ...scope, columns: keys, limit, asks: `${asker} ${asks}` }),
    columns,
  }));
}
