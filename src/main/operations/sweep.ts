import type {
  ColumnsQuery,
  RowColumns,
  SweepGrid,
  SweepGridQuery,
  SweepGroupQuery,
  SweepGroups,
  SweepOperations,
  SweepParameters,
} from '#contract/sweep.ts';
import { readColumns } from '../store/index/sweep/read-columns.ts';
import { rowNumbers } from '../store/index/sweep/row-numbers.ts';
import { sweepGrid } from '../store/index/sweep/sweep-grid.ts';
import { sweepGroups } from '../store/index/sweep/sweep-groups.ts';
import {
  arrangeParameters,
  countMatching,
  type ParameterAnswer,
  parameterNames,
  sweptParameter,
} from '../store/index/sweep/sweep-parameters.ts';
import type { Archive } from './archive.ts';
import type { QueryTurns, Question } from './query-turns.ts';

type SweepEngine = {
  [Name in keyof SweepOperations]: (
    input: Parameters<SweepOperations[Name]>[0],
  ) => Promise<ReturnType<SweepOperations[Name]>>;
};

/** What the sweep screen asks, each question in its turn. */
export function sweepOperations(
  archiveOf: (id: string) => Promise<Archive>,
  turns: QueryTurns,
): SweepEngine {
  return {
    async sweepParameters({ archive: id, asks, ...scope }) {
      const { index } = await archiveOf(id);
      const ask = questionOf(id, asks, scope);
      const total = await turns.take(ask, () => countMatching(index, scope));
      const answers: ParameterAnswer[] = [];
      for (const name of await turns.take(ask, () => parameterNames(index))) {
        const answer = await turns.take(ask, () => sweptParameter(index, scope, name));
        if (answer !== null) answers.push(answer);
      }
      return arrangeParameters(total, answers) satisfies SweepParameters;
    },
    async sweepGrid({ archive: id, asks, ...query }: SweepGridQuery): Promise<SweepGrid> {
      const { index } = await archiveOf(id);
      return turns.take(questionOf(id, asks, query), () => sweepGrid(index, query));
    },
    async sweepGroups({ archive: id, asks, ...query }: SweepGroupQuery): Promise<SweepGroups> {
      const { index } = await archiveOf(id);
      return turns.take(questionOf(id, asks, query), () => sweepGroups(index, query));
    },
    async readColumns({ archive: id, asks, ...query }: ColumnsQuery): Promise<RowColumns> {
      const { index } = await archiveOf(id);
      return turns.take(questionOf(id, asks, query), () => readColumns(index, query));
    },
    async rowNumbers({ archive: id, ...query }) {
      const { index } = await archiveOf(id);
      return turns.take({ urgency: 'rows' }, () => ({ nos: rowNumbers(index, query) }));
    },
  };
}

/** A picture that asks anew no longer wants its older answers. */
function questionOf(archive: string, asks: string | undefined, query: object): Question {
  if (asks === undefined) return { urgency: 'later' };
  return {
    urgency: 'later',
    table: { name: `${archive} ${asks}`, content: JSON.stringify(query) },
  };
}
