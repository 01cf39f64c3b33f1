import * as z from 'zod';
import { CURVES_AT_MOST, MEMBERS_AT_MOST } from './compare.ts';
import { documentLimits } from './document.ts';
import { markLimits } from './marks.ts';
import { type Input, type OperationName, seriesNames } from './operations.ts';
import { rowsKinds } from './row-columns.ts';
import { snippetKinds } from './run-snippet.ts';
import { runTableNames } from './run-tables.ts';
import { viewLimits } from './saved-view.ts';
import { focuses } from './score.ts';
import { resumeKinds, storeKinds, THREADS_AT_MOST } from './settings.ts';
import { aggregates } from './sweep.ts';

/**
 * What the engine takes from outside: exactly these keys, within these bounds. The bounds are far above
 * what a page needs and far below what would hurt the engine. The archives, places and jobs named must
 * exist, which the engine itself sees to.
 */

const id = z.string().min(1).max(200);
const name = z.string().min(1).max(1000);
const text = z.string().max(10_000);
const whole = z.int().min(0);
const rows = z.enum(rowsKinds);
const sort = z.array(z.strictObject({ column: name, descending: z.boolean() })).max(20);
const columns = z.array(name).max(5000);
const focus = z.enum(focuses);
const weights = z.record(name, z.number());
const score = z.strictObject({ focus, weights }).optional();
const scope = { archive: id, rows, filter: text, quick: text, score };
const page = { offset: whole, limit: whole.max(10_000) };
const nos = z.array(whole).max(1_000_000);

const point = z.tuple([z.number(), z.number()]);
const ofRun = { archive: id, id: name, run: whole };
const runRows = { ...ofRun, table: z.enum(runTableNames), filter: text, quick: text, sort };
const time = z.number().min(-8.64e15).max(8.64e15);

const runPart = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('series'),
    series: z.array(z.enum(seriesNames)).min(1).max(seriesNames.length),
  }),
  z.strictObject({ kind: z.literal('returns') }),
  z.strictObject({ kind: z.literal('prices'), symbol: name, key: name.nullable() }),
  z.strictObject({
    kind: z.literal('table'),
    table: z.enum(runTableNames),
    filter: text,
    quick: text,
    sort,
    columns,
  }),
  z.strictObject({ kind: z.literal('permutations'), metric: name }),
  z.strictObject({ kind: z.literal('correlation') }),
]);

const nothing = z.strictObject({});
const ofArchive = z.strictObject({ archive: id });
const ofPlace = z.strictObject({ place: id });
const ofJob = z.strictObject({ job: id });

const selection = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('rows'), nos }),
  z.strictObject({ kind: z.literal('matching'), except: nos }),
]);

const member = z.strictObject({ archive: id, id: name, run: whole });
const members = z.array(member).max(MEMBERS_AT_MOST);
const fewMembers = z.array(member).max(CURVES_AT_MOST);
const tags = z.array(z.string().min(1).max(markLimits.tag)).max(100).optional();
const markChange = z.strictObject({
  starred: z.boolean().optional(),
  addTags: tags,
  removeTags: tags,
  note: z.string().max(markLimits.note).nullable().optional(),
  addNote: z.string().max(markLimits.note).optional(),
});

const viewName = z.string().trim().min(1).max(viewLimits.name);
const savedView = z.strictObject({
  name: viewName,
  note: z.string().max(viewLimits.note),
  isDefault: z.boolean(),
  view: z.unknown(),
});

const sqlText = z.string().min(1).max(100_000);
const seconds = z.int().min(1).max(3600);

/** A schema that lets through what its operation does not take does not compile. */
const schemas: { [Name in OperationName]: z.ZodType<Input<Name>> } = {
  listRoots: nothing,
  listFolder: ofPlace,
  findPlace: z.strictObject({ text: z.string().min(1).max(4096) }),
  createFolder: z.strictObject({ parent: id, name: z.string().max(255) }),

  listArchives: nothing,
  openArchive: ofPlace,
  createArchive: ofPlace,
  reopenArchive: ofArchive,
  openDemo: nothing,
  forgetArchive: ofArchive,
  archiveStats: ofArchive,

  listColumns: z.strictObject({ archive: id, rows }),
  queryRows: z.strictObject({ ...scope, sort, columns, ...page, table: id.optional() }),
  locateRow: z.strictObject({ ...scope, sort, no: whole }),
  columnHistogram: z.strictObject({ ...scope, column: name, bins: z.int().min(1).max(1000) }),
  sweepTree: z.strictObject({ archive: id, filter: text }),
  sweepParameters: z.strictObject({ ...scope, asks: id.optional() }),
  sweepGrid: z.strictObject({
    ...scope,
    x: name,
    y: name,
    metric: name,
    aggregate: z.enum(aggregates),
    isLowBest: z.boolean(),
    steps: z.int().min(2).max(500),
    selection: selection.nullable(),
    asks: id.optional(),
  }),
  sweepGroups: z.strictObject({
    ...scope,
    by: name,
    metric: name,
    isLowBest: z.boolean(),
    limit: z.int().min(1).max(10_000),
    selection: selection.nullable(),
    asks: id.optional(),
  }),
  readColumns: z.strictObject({
    ...scope,
    columns: z.array(name).min(1).max(40),
    limit: z.int().min(1).max(1_000_000),
    asks: id.optional(),
  }),
  rowNumbers: z.strictObject({
    ...scope,
    within: z
      .strictObject({ x: name, y: name, points: z.array(point).min(3).max(10_000) })
      .nullable(),
  }),
  rankRows: z.strictObject({
    archive: id,
    rows: rows.optional(),
    filter: text,
    by: name.nullable(),
    focus: focus.nullable(),
    weights: weights.nullable(),
    ascending: z.boolean(),
    limit: whole.nullable(),
    columns,
  }),
  showBacktest: z.strictObject({ archive: id, id: name }),
  readDocument: z.strictObject({
    archive: id,
    id: name,
    path: z.array(z.union([z.string().max(100_000), whole])).max(documentLimits.depth),
    offset: whole,
    limit: whole.max(documentLimits.children),
  }),
  searchDocument: z.strictObject({
    archive: id,
    id: name,
    text: z.string().min(1).max(1000),
    limit: whole.max(documentLimits.matches),
  }),
  readCode: z.strictObject({ archive: id, id: name }),
  readSeries: z.strictObject({
    archive: id,
    id: name,
    run: whole,
    series: z.enum(seriesNames),
    points: whole.max(1_000_000),
  }),
  readRunSeries: z.strictObject({
    ...ofRun,
    series: z.array(z.enum(seriesNames)).min(1).max(seriesNames.length),
    points: whole.max(1_000_000),
  }),
  showRun: z.strictObject(ofRun),
  queryRunRows: z.strictObject({ ...runRows, columns, ...page }),
  locateRunRow: z.strictObject({ ...runRows, no: whole }),
  tradeReturns: z.strictObject({ ...ofRun, bins: z.int().min(2).max(200) }),
  readCandles: z.strictObject({
    ...ofRun,
    symbol: name,
    key: name.nullable(),
    from: time.nullable(),
    to: time.nullable(),
    candles: z.int().min(2).max(20_000),
  }),
  significanceTests: z.strictObject({ archive: id, id: name }),

  pickRuns: z.strictObject({ ...scope, sort, selection, limit: whole.max(MEMBERS_AT_MOST) }),
  compareRuns: z.strictObject({ members }),
  compareCurves: z.strictObject({
    members,
    scale: z.enum(['account', 'rebased']),
    points: z.int().min(2).max(20_000),
    baseline: whole.nullable(),
    picture: id,
  }),
  compareMonths: z.strictObject({ members: fewMembers }),
  compareCorrelation: z.strictObject({ members: fewMembers }),
  markBacktests: z.strictObject({ ...scope, selection, change: markChange }),
  undoMarks: z.strictObject({ archive: id, change: id }),
  marksFacts: ofArchive,
  listViews: ofArchive,
  saveView: z.strictObject({ archive: id, view: savedView, replaces: viewName.nullable() }),
  deleteView: z.strictObject({ archive: id, name: viewName }),

  sqlTables: ofArchive,
  askSql: z.strictObject({
    archive: id,
    sql: sqlText,
    maxRows: z.int().min(1).max(100_000),
    seconds,
    question: id,
  }),
  cancelSql: z.strictObject({ question: id }),
  startSqlExport: z.strictObject({
    archive: id,
    sql: sqlText,
    seconds,
    format: z.enum(['csv', 'parquet', 'json']),
    to: id.nullable(),
    name: z.string().min(1).max(200).nullable(),
  }),
  viewSnippets: z.strictObject({ ...scope, sort, columns }),
  runSnippet: z.strictObject({
    archive: id,
    runs: z
      .array(z.strictObject({ id: name, run: whole }))
      .min(1)
      .max(MEMBERS_AT_MOST),
    part: runPart,
    as: z.enum(snippetKinds),
  }),

  startIndex: z.strictObject({ archive: id, rebuild: z.boolean() }),
  startImport: z.strictObject({
    archive: id,
    places: z.array(id).min(1).max(100_000),
    code: id.nullable().optional(),
  }),
  startExport: z.strictObject({
    ...scope,
    selection,
    sort,
    columns,
    format: z.enum(['bundles', 'csv', 'parquet', 'json']),
    to: id.nullable(),
    name: z.string().min(1).max(200).nullable(),
    withCode: z.boolean().optional(),
  }),
  startReport: z.strictObject({
    archive: id,
    backtests: z.array(name).min(1).max(100_000),
    to: id.nullable(),
  }),
  planMigrate: ofArchive,
  startMigrate: z.strictObject({
    archive: id,
    to: id,
    name: z.string().min(1).max(200),
    proof: z.enum(['payload', 'file']),
    code: id.nullable().optional(),
  }),
  storageFacts: ofArchive,
  startRebuild: ofArchive,
  startProve: ofArchive,
  startVerify: z.strictObject({ archive: id, depth: z.enum(['quick', 'sample', 'full']) }),
  startReclaim: z.strictObject({ archive: id, into: id, acceptPayload: z.boolean() }),
  startDelete: z.strictObject({ ...scope, selection }),
  startCompact: ofArchive,
  startRepair: z.strictObject({ archive: id, from: z.array(id).max(1000) }),
  startGc: z.strictObject({ archive: id, withoutWaiting: z.boolean() }),
  startUndelete: z.strictObject({ archive: id, names: z.array(name).min(1).max(100_000) }),
  listWatches: nothing,
  startWatch: z.strictObject({ folder: id, archive: id }),
  stopWatch: z.strictObject({ watch: id }),
  engineFacts: nothing,
  listJobs: nothing,
  jobFailures: z.strictObject({ job: id, ...page }),
  pauseJob: ofJob,
  resumeJob: ofJob,
  resumeInterrupted: nothing,
  cancelJob: ofJob,
  dismissJob: ofJob,

  readSettings: nothing,
  writeSettings: z.strictObject({
    store: z.enum(storeKinds).optional(),
    threads: whole.max(THREADS_AT_MOST).optional(),
    resume: z.enum(resumeKinds).optional(),
  }),
  readState: z.strictObject({ key: id }),
  writeState: z.strictObject({ key: id, value: z.unknown() }),
};

export type Parsers = { [Name in OperationName]: (raw: unknown) => Input<Name> };

/** Every operation's own parser; each throws a `TypeError` that says which key is wrong and how. */
export const parsers = Object.fromEntries(
  Object.entries(schemas).map(([operation, schema]) => [operation, parserOf(schema)]),
) as Parsers;

function parserOf(schema: z.ZodType) {
  return (raw: unknown) => {
    const parsed = schema.safeParse(raw);
    if (parsed.success) return parsed.data;
    throw new TypeError(parsed.error.issues.map(describeIssue).join('; '));
  };
}

function describeIssue({ path, message }: { path: PropertyKey[]; message: string }): string {
  return path.length === 0 ? message : `${path.map(String).join('.')}: ${message}`;
}
