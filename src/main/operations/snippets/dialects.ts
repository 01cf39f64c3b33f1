import type { SqlDialect } from '#contract/sql.ts';

/** How the two databases write what a view's query is made of. */
export interface Dialect {
  name: SqlDialect;
  /** A column of numbers as filters and sorting see it: not a number is nothing. */
  number(expression: string): string;
  /** A time as epoch milliseconds. */
  time(expression: string): string;
  /** A parameter's number and text; the other is null. */
  parameter(name: string, backtest: string): { number: string; text: string };
  literal(value: number | string | null): string;
  /** Like a pattern, ASCII letters in either case. */
  like: string;
}

export const sqlite: Dialect = {
  name: 'sqlite',
  number: (expression) => expression,
  time: (expression) => expression,
  parameter(name, backtest) {
    const from = `FROM parameters JOIN parameter_names USING (name_no) WHERE name = ${text(name)} AND backtest_no = ${backtest}`;
    return {
      number: `(SELECT number ${from})`,
      text: `(SELECT iif(number IS NULL, text, NULL) ${from})`,
    };
  },
  literal: (value) => literal(value, (sign) => `${sign}9e999`),
  like: 'LIKE',
};

export const duckdb: Dialect = {
  name: 'duckdb',
  number: (expression) => `nullif(${expression}, 'nan'::DOUBLE)`,
  time: (expression) => `epoch_ms(${expression})`,
  parameter(name, backtest) {
    // A name with dots is a value in maps inside of each other.
    const path = `$${name
      .split('.')
      .map((part) => `."${part.replaceAll('"', '\\"')}"`)
      .join('')}`;
    const json = `try_cast(${backtest}.parameters AS JSON)`;
    const said = `json_extract_string(${json}, ${text(path)})`;
    const type = `json_type(${json}, ${text(path)})`;
    return {
      number: `CASE ${type} WHEN 'BOOLEAN' THEN (${said} = 'true')::DOUBLE WHEN 'VARCHAR' THEN NULL ELSE try_cast(${said} AS DOUBLE) END`,
      text: `CASE WHEN ${type} IN ('VARCHAR', 'ARRAY', 'OBJECT') THEN ${said} END`,
    };
  },
  literal: (value) => literal(value, (sign) => `'${sign}inf'::DOUBLE`),
  like: 'ILIKE',
};

export function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

function literal(value: number | string | null, infinite: (sign: '' | '-') => string): string {
  if (value === null) return 'NULL';
  if (typeof value === 'string') return text(value);
  return Number.isFinite(value) ? String(value) : infinite(value < 0 ? '-' : '');
}
