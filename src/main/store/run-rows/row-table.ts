import SqliteDatabase from 'better-sqlite3';
import type { Column } from '#contract/column.ts';
import { readFilter } from '#contract/filter/bind-filter.ts';
import { type NameScope, type ResolvedName, requireName } from '#contract/filter/resolve-names.ts';
import type { RunRowPage, RunRowQuery, RunRowScope } from '#contract/run-page.ts';
import { chain, filterCondition, quickCondition } from '../index/filter-sql.ts';
import { cellOf } from '../index/read-cells.ts';
import { quoteIdentifier } from '../index/sql-columns.ts';

/** What SQLite takes: NaN becomes NULL, infinities stay. */
export type RowCell = number | string | null;

export type RowScope = Pick<RunRowScope, 'filter' | 'quick' | 'sort'>;

/** A table of one run in memory, asked like the tables of an archive. */
export interface RowTable {
  readonly count: number;
  /** Throws `bad-filter`, `unknown-column`. */
  query(query: RowScope & Pick<RunRowQuery, 'columns' | 'offset' | 'limit'>): RunRowPage;
  locate(scope: RowScope, no: number): number | null;
}

/** Rows are numbered from 0 in the order given, which is the order of those that sort alike. */
export function openRowTable(columns: readonly Column[], rows: readonly RowCell[][]): RowTable {
  const db = new SqliteDatabase(':memory:');
  const list = columns.map(({ key, kind }) => `${quoteIdentifier(key)} ${typeOf(kind)}`);
  db.exec(`CREATE TABLE rows (no INTEGER PRIMARY KEY, ${list.join(', ')})`);
  const marks = columns.map(() => '?').join(', ');
  const insert = db.prepare(`INSERT INTO rows VALUES (?, ${marks})`);
  db.transaction(() => {
    for (const [no, cells] of rows.entries()) insert.run(no, ...cells);
  })();

  const names: NameScope = { rows: 'runs', parameters: new Set(), columns };
  const sources = {
    value: sqlOf,
    hasTag: noTag,
    from: () => 'FROM rows',
    no: 'no',
    backtestNo: '0',
  };
  const texts = columns
    .filter(({ kind }) => kind === 'text')
    .map(({ key }) => quoteIdentifier(key));

  function where({ filter, quick }: RowScope) {
    const bound = readFilter(filter, names);
    const terms = [
      bound && filterCondition(bound, sources),
      texts.length === 0 ? null : quickCondition(quick, sources, () => texts),
    ].filter((term) => term !== null);
    return terms.length === 0 ? { sql: 'TRUE', bindings: [] } : chain(' AND ', terms);
  }

  function order({ sort }: RowScope): string {
    const keys = sort.map(({ column, descending }) => {
      const sql = sqlOf(requireName(column, names));
      return `${sql} IS NULL, ${sql} ${descending ? 'DESC' : 'ASC'}`;
    });
    return [...keys, 'no'].join(', ');
  }

  return {
    count: rows.length,
    query(query) {
      const condition = where(query);
      const shown = query.columns.map((column) => sqlOf(requireName(column, names)));
      const total = db
        .prepare(`SELECT count(*) FROM rows WHERE ${condition.sql}`)
        .pluck()
        .get(...condition.bindings) as number;
      const found = db
        .prepare(
          `SELECT ${['no', ...shown].join(', ')} FROM rows WHERE ${condition.sql}
           ORDER BY ${order(query)} LIMIT ? OFFSET ?`,
        )
        .raw()
        .all(...condition.bindings, query.limit, query.offset) as [number, ...RowCell[]][];
      const page = found.map(([no, ...cells]) => ({ no, cells: cells.map(cellOf) }));
      return { offset: query.offset, total, rows: page };
    },
    locate(scope, no) {
      const condition = where(scope);
      const place = db
        .prepare(
          `SELECT place FROM (SELECT no, row_number() OVER (ORDER BY ${order(scope)}) - 1 AS place
           FROM rows WHERE ${condition.sql}) WHERE no = ?`,
        )
        .pluck()
        .get(...condition.bindings, no) as number | undefined;
      return place ?? null;
    },
  };
}

function typeOf(kind: Column['kind']): string {
  return kind === 'text' ? 'TEXT' : 'REAL';
}

/** Names are columns of the contract: a run has no parameters of its own. */
function sqlOf(name: ResolvedName): string {
  return quoteIdentifier(name.kind === 'column' ? name.column.key : name.name);
}

/** Tags are of backtests; the test is there for what is bound to it. */
function noTag(test: string): string {
  return `EXISTS (SELECT 1 FROM (SELECT NULL AS tag) WHERE ${test})`;
}
