import { type CommandSpec, commonOptions, jsonOption, progressOption } from './command-spec.ts';
import { markCommands } from './mark-commands.ts';
import { report } from './report-spec.ts';
import {
  archiveArgument,
  ascendingOption,
  columnsOption,
  csvNote,
  csvOption,
  filterOption,
  jsonRowsNote,
  keyNote,
  rowsOption,
  sortNote,
} from './row-options.ts';
import { rows } from './rows-spec.ts';
import { upkeepCommands } from './upkeep-commands.ts';

const index: CommandSpec = {
  name: 'index',
  summary: 'Reads a folder of bundles into its index',
  arguments: [{ name: 'dir', about: 'A folder of .iafbt and .obtf files, sub-folders included' }],
  options: [
    {
      name: 'output',
      short: 'o',
      value: 'FILE',
      about: 'The index file; by default <dir>/index.sqlite',
    },
    { name: 'rebuild', about: 'Reads every bundle again, also those that have not changed' },
    { name: 'jobs', value: 'N', about: 'Threads that read bundles; one for each processor' },
    { name: 'absolute-paths', about: 'bundle_path is absolute in the table the reference reads' },
    jsonOption,
    progressOption,
  ],
  notes: [
    'Only what is new or has changed is read; rows of removed files go. What cannot be read is listed, the rest is indexed, and the exit code is 3.',
    'JSON: { seen, added, unchanged, updated, renamed, removed, failed: [{ file, code, message }], skipped, seconds }.',
  ],
  examples: ['strata index ~/sweeps', 'strata index ~/sweeps --json | jq .failed'],
};

const list: CommandSpec = {
  name: 'list',
  summary: 'Shows the rows of an archive: sorted, filtered, as a table, JSON or CSV',
  arguments: [archiveArgument],
  options: [
    rowsOption,
    {
      name: 'sort',
      value: 'KEY[:asc|desc]',
      isMany: true,
      about: 'Largest first; given again, it settles ties',
    },
    ascendingOption,
    filterOption,
    columnsOption,
    { name: 'limit', short: 'n', value: 'N', about: 'So many rows at most; all without it' },
    { name: 'offset', value: 'N', about: 'Leaves out the first N rows' },
    jsonOption,
    csvOption,
  ],
  notes: [sortNote, keyNote, jsonRowsNote, csvNote],
  examples: [
    'strata list ~/sweeps --sort sharpe --limit 20',
    'strata list ~/sweeps --filter \'tag LIKE "sweep_%" and ema_fast between 5 and 12\' --csv',
  ],
};

const rank: CommandSpec = {
  name: 'rank',
  summary: 'Ranks backtests, studies or runs by one metric, or by a weighted score',
  arguments: [archiveArgument],
  options: [
    rowsOption,
    { name: 'by', value: 'KEY', about: 'Ranks by this metric' },
    { name: 'focus', value: 'PRESET', about: 'balanced, profit, frequency or risk_adjusted' },
    {
      name: 'weights',
      value: 'A=1,B=-0.5',
      about: 'Weights of the score, on top of the preset (balanced, where none is named)',
    },
    ascendingOption,
    filterOption,
    columnsOption,
    { name: 'limit', short: 'n', value: 'N', about: 'So many rows at most: 10; -1 for all' },
    { name: 'prune', about: 'Moves the bundles that were ranked out into the trash' },
    {
      name: 'archive-dir',
      value: 'DIR',
      about: 'Moves them there instead: a folder outside of the archive',
    },
    { name: 'dry-run', about: 'Says what --prune would move, and moves nothing' },
    jsonOption,
    csvOption,
    progressOption,
  ],
  notes: [
    'One of --by, --focus and --weights is needed. The score is the reference’s: each metric scaled to 0..1 over the rows that match, times its weight, summed; it is shown as _score.',
    '--prune moves only bundles that took part in the ranking, stand below the limit, and are still the files that were indexed. They go to .strata-trash/<time>/ in the archive with their sub-folders; nothing is deleted. Bundles that the filter leaves out stay where they are.',
    keyNote,
    jsonRowsNote,
    csvNote,
  ],
  examples: [
    'strata rank ~/sweeps --by calmar --limit 5',
    'strata rank ~/sweeps --weights sharpe=2,drawdown=-1 --json',
  ],
};

const show: CommandSpec = {
  name: 'show',
  summary: 'Shows one backtest: parameters, runs, metrics, provenance',
  arguments: [
    archiveArgument,
    { name: 'backtest', about: 'Its handle, its id, or the first digits of the id' },
    {
      name: 'path',
      about:
        'With --document: what of it, such as studies.default.vector_runs[0]; its root without it',
      isOptional: true,
    },
  ],
  options: [
    {
      name: 'document',
      about: 'The document itself: every value of the bundle with its exact type',
    },
    { name: 'find', value: 'TEXT', about: 'With --document: values whose key or text holds this' },
    { name: 'limit', short: 'n', value: 'N', about: 'So many values at most: 100, at most 500' },
    { name: 'offset', value: 'N', about: 'Leaves out the first N values' },
    jsonOption,
  ],
  notes: [
    'A value of --document: its key, its type, what it is (a list or map: how many). Bytes that hold a series, and references to one, are shown with its points. JSON: the page as the window gets it, { formatVersion, payloadBytes, node, offset, total, children, text, series }, or { matches: [{ path, node }], isCut }.',
    'JSON: the keys of a row of list, and studies and runs (arrays), start, end and the provenance of the file; of a tiered archive also stored (proof, symbols, chunks, prices) and code ({ chunk, bytes, files }).',
  ],
};

const importCommand: CommandSpec = {
  name: 'import',
  summary: 'Copies bundles into a folder of bundles, or takes them into a tiered archive',
  arguments: [
    { name: 'archive', about: 'The folder to import into; made when missing' },
    {
      name: 'source',
      about:
        'Bundles, or folders to look for bundles and for backtests of the form before bundles in',
      isMany: true,
    },
  ],
  options: [
    {
      name: 'store',
      value: 'KIND',
      about: 'For a new archive: local-dir or local-tiered; without it what the settings say',
    },
    {
      name: 'code',
      value: 'DIR',
      about:
        'Into a tiered archive: keeps this folder of source code with every backtest that comes in, and with those that are there without any',
    },
    { name: 'jobs', value: 'N', about: 'Threads that read bundles; one for each processor' },
    jsonOption,
    progressOption,
  ],
  notes: [
    'A backtest that is there already, under whatever name, is not copied again; nothing is overwritten.',
    'What a new archive is without --store is a setting: { "store": "local-tiered" } in settings.json of the state folder, or in the window. A folder of bundles is the default.',
    '--code keeps every file below the folder but hidden ones, links, bundles, and what is made or installed there (__pycache__, *.pyc, node_modules, venv). The same code is stored once.',
    'JSON: as that of index, missing: [{ file, code, message }] (price files that are not there) and renamed_on_import: [{ from, to }]; of a tiered archive also proof: { payload, opaque } and sourceBytes, and with --code code: { tied, keep_other }, of the backtests that were there.',
  ],
};

const watch: CommandSpec = {
  name: 'watch',
  summary: 'Imports bundles from a folder as they appear, until it is stopped',
  arguments: [{ name: 'dir', about: 'The folder to watch, with all folders below it' }],
  options: [
    { name: 'into', value: 'ARCHIVE', about: 'The archive they come into; made when missing' },
    {
      name: 'store',
      value: 'KIND',
      about: 'Of a new archive: local-dir, the default, or local-tiered',
    },
    {
      name: 'settle',
      value: 'SECONDS',
      about: 'A file is taken in when it has not grown for so long; 2 by default',
    },
    { name: 'once', about: 'Takes in what is there, and ends' },
    { name: 'jobs', value: 'N', about: 'Threads that read bundles; one for each processor' },
    jsonOption,
    progressOption,
  ],
  notes: [
    'What was taken in before is passed over, also after a restart; a file that changes comes in again. Where the archive cannot be written, as another process writes it, it is tried again.',
    'A line for every batch; JSON: one object a line, as that of import.',
  ],
  examples: ['strata watch ~/farm/results --into ~/archive'],
};

const exportCommand: CommandSpec = {
  name: 'export',
  summary: 'Writes bundles, byte for byte, or a table as CSV, Parquet or JSON',
  arguments: [
    archiveArgument,
    {
      name: 'backtest',
      about: 'Handles, ids, or first digits of ids; or --all',
      isMany: true,
      isOptional: true,
    },
  ],
  options: [
    { name: 'to', value: 'PATH', about: 'The file or folder to write; a .zip holds bundles, too' },
    { name: 'all', about: 'Every backtest, or every one that matches --filter' },
    { name: 'format', value: 'FORMAT', about: 'bundles (the default), csv, parquet or json' },
    filterOption,
    rowsOption,
    {
      name: 'sort',
      value: 'KEY[:asc|desc]',
      isMany: true,
      about: 'The order of a table; by handle without it',
    },
    columnsOption,
    { name: 'overwrite', about: 'Replaces a file that is there' },
    { name: 'with-ohlcv', about: 'The price files that the bundles refer to come along' },
    { name: 'original', about: 'From a tiered archive: v1 bundles as they came, not as v2' },
    {
      name: 'code-to',
      value: 'PATH',
      about:
        'Writes the source code that came with them: into a folder, or a file ending in .tar.gz',
    },
    { name: 'with-code', about: 'The same, into the folder code beside the bundles' },
    jsonOption,
    progressOption,
  ],
  notes: [
    'JSON: { written, exported, bytes, failed: [{ file, code, message }], seconds }, and with --code-to or --with-code source_code: { written, sets, files, unchanged, without, failed }.',
    'Several sets of source code come out as folders, with sets.json that says which bundles each belongs to. With --with-code, backtests that came without any are counted, not failed.',
  ],
  examples: [
    'strata export ~/sweeps sweep_a/sweep_a_00007 --to best.iafbt',
    "strata export ~/sweeps --all --filter 'sharpe > 2' --format parquet --to best.parquet",
    'strata export ~/archive sweep_a/sweep_a_00007 --code-to strategy/',
  ],
};

const migrateStore: CommandSpec = {
  name: 'migrate-store',
  summary: 'Takes a folder of bundles into a tiered archive, proved by hash, and back',
  arguments: [
    {
      name: 'source',
      about: 'A folder of bundles, a tiered store of the framework, or a tiered archive',
      isOptional: true,
    },
    { name: 'target', about: 'A new or empty folder, or one to go on with', isOptional: true },
  ],
  options: [
    { name: 'from', value: 'KIND', about: 'local-dir or local-tiered' },
    { name: 'to', value: 'KIND', about: 'local-tiered or local-dir' },
    { name: 'src', value: 'DIR', about: 'The source, as the framework spells it' },
    { name: 'dst', value: 'DIR', about: 'The target, as the framework spells it' },
    {
      name: 'handles',
      value: 'A,B',
      about: 'These backtests only; one that is not there is listed, and the exit code is 3',
    },
    { name: 'dry-run', about: 'Takes a sample apart and says what the whole would come to' },
    {
      name: 'proof',
      value: 'KIND',
      about:
        'payload (always proved), or file: every file is also made again and compared, over a second each',
    },
    { name: 'original', about: 'To local-dir: v1 bundles as they came, not as v2' },
    {
      name: 'code',
      value: 'DIR',
      about:
        'To local-tiered: keeps this folder of source code with every backtest that comes in, and with those that are there without any',
    },
    {
      name: 'with-code',
      about: 'To local-dir: writes the source code that came with the bundles into the folder code',
    },
    { name: 'jobs', value: 'N', about: 'Threads; one for each processor' },
    jsonOption,
    progressOption,
  ],
  notes: [
    'The source is only read. A run that was interrupted goes on where it stopped when it is started again; so does the file proof.',
    'JSON: as that of index, and { sourceBytes, archiveBytes, indexBytes, ratio, proof: { payload, file, payloadOnly, opaque }, missing, renamed_on_import }, with --code also code as import has it, with --with-code source_code as export has it. archiveBytes is all but index.sqlite and user.sqlite.',
  ],
  examples: [
    'strata migrate-store --from local-dir --to local-tiered ~/sweeps ~/archive --dry-run',
    'strata migrate-store --from local-dir --to local-tiered ~/sweeps ~/archive --proof file',
    'strata migrate-store --from local-tiered --to local-dir ~/archive ~/sweeps-again',
  ],
};

const reclaim: CommandSpec = {
  name: 'reclaim',
  summary: 'Moves migrated bundles to the trash, once the archive is proved to hold them',
  arguments: [{ name: 'source', about: 'The folder of bundles that was migrated' }],
  options: [
    { name: 'into', value: 'ARCHIVE', about: 'The tiered archive that holds them' },
    {
      name: 'accept',
      value: 'payload',
      about: 'Also gives up files whose payload alone comes out the same',
    },
    { name: 'dry-run', about: 'Says what would be moved, and moves nothing' },
    jsonOption,
    progressOption,
  ],
  notes: [
    'A file goes only when the archive was proved to make it again byte for byte, when its hash is still that one, and when its backtest comes out of the archive at that moment. Everything else stays and is listed, and the exit code is 3. Nothing is deleted: the files lie in .strata-trash/<time>/ of the source.',
    'JSON: { seen, moved, bytes, to, kept: [{ file, code, message }], seconds }.',
  ],
  examples: ['strata reclaim ~/sweeps --into ~/archive'],
};

const upgradeBundle: CommandSpec = {
  name: 'upgrade-bundle',
  summary: 'Writes a v1 bundle as v2',
  arguments: [
    { name: 'v1', about: 'The bundle to read' },
    { name: 'v2', about: 'The file to write' },
  ],
  options: [{ name: 'overwrite', about: 'Replaces a file that is there' }, jsonOption],
  notes: [
    'The document is the one that framework 8.10.0 writes for the bundle it has opened, the same bytes each time; what it says of price files stays.',
    'JSON: { written, from, to, bytes }: from and to are the ids of the backtest before and after.',
  ],
};

const stats: CommandSpec = {
  name: 'stats',
  summary: 'Counts backtests, runs and bytes',
  arguments: [archiveArgument],
  options: [jsonOption],
  notes: [
    'JSON: { backtests, runs, sourceBytes, bytes: { index, parquet, chunks, other, total }, ratio }.',
  ],
};

const serverOptions = [
  { name: 'port', value: 'N', about: 'The port on 127.0.0.1; any that is free without it' },
  { name: 'no-open', about: 'Only prints the address; no browser is opened' },
  {
    name: 'root',
    value: 'DIR',
    isMany: true,
    about:
      'A folder the page may browse, with all below it; the home folder without it. What is shown may always be browsed',
  },
  { name: 'demo', about: 'Shows the demo archive' },
];

const open: CommandSpec = {
  name: 'open',
  summary: 'Opens the app: in Electron, or in the browser where there is no Electron',
  arguments: [{ name: 'folder', about: 'What to show: a folder or an index', isOptional: true }],
  options: [
    { name: 'browser', about: 'In the browser, also where there is Electron' },
    ...serverOptions,
  ],
};

const serve: CommandSpec = {
  name: 'serve',
  summary: 'Serves the app on this machine and opens it in the browser',
  arguments: [{ name: 'folder', about: 'What to show: a folder or an index', isOptional: true }],
  options: serverOptions,
  notes: [
    'Prints one line: the address with its token, http://127.0.0.1:PORT/?token=… Whoever has it can read the archives, and nobody else can. Through a tunnel it works on any local port: ssh -L 8000:127.0.0.1:PORT.',
    'It runs until it is interrupted (Ctrl-C).',
  ],
};

const sql: CommandSpec = {
  name: 'sql',
  summary: 'Asks an archive in SQL: DuckDB over a tiered one, SQLite over the index of a folder',
  arguments: [
    {
      name: 'archive',
      about: 'A tiered archive, a folder that has been indexed, or an index.sqlite',
    },
    {
      name: 'SQL',
      about:
        'One SELECT over backtests and runs; of a tiered archive also over portfolio_snapshots, trades, orders, signals and metric_series',
    },
  ],
  options: [
    { name: 'limit', short: 'n', value: 'N', about: 'So many rows at most; 10,000 by default' },
    { name: 'timeout', value: 'SECONDS', about: 'Stops the query after that time; 60 by default' },
    jsonOption,
    csvOption,
  ],
  notes: [
    'The query runs in a process of its own that can read the datasets, or the index, and nothing else: no other file, no network, no writing.',
    'metric_series holds every series in long form (run_id, metric_name, ts, value); the same views for a DuckDB of your own are in views.sql.',
  ],
  examples: ['strata sql ~/archive "SELECT tag, max(sharpe_ratio) FROM backtests GROUP BY tag"'],
};

const merge: CommandSpec = {
  name: 'merge',
  summary: 'Takes another tiered archive in: only what is missing',
  arguments: [
    { name: 'archive', about: 'The tiered archive that takes in; made when missing' },
    { name: 'other', about: 'The tiered archive to take from; it is only read' },
  ],
  options: [jsonOption, progressOption],
  notes: [
    'Batches of which nothing is known come as the files they are; of the others only the missing backtests, proved. Interrupted, it goes on where it was. A name that another backtest has already gets a number.',
  ],
};

const negotiate: CommandSpec = {
  name: 'negotiate',
  summary: 'Says which hashes a tiered archive lacks',
  arguments: [{ name: 'archive', about: 'A tiered archive' }],
  options: [jsonOption],
  notes: [
    'Reads SHA-256 hashes from standard input, one a line or a JSON list: of backtests (bundle ids), chunks of any kind, packs, dataset files, manifests. Prints those that are missing.',
    'JSON: { missing: [hash] }.',
  ],
};

/** Every command, in the order of the help. */
export const commandTable: readonly CommandSpec[] = [
  index,
  list,
  rank,
  show,
  rows,
  importCommand,
  watch,
  exportCommand,
  report,
  migrateStore,
  reclaim,
  upgradeBundle,
  stats,
  sql,
  merge,
  negotiate,
  ...markCommands,
  ...upkeepCommands,
  open,
  serve,
].map((command) => ({ ...command, options: [...command.options, ...commonOptions] }));

export function findCommand(name: string): CommandSpec | undefined {
  return commandTable.find((command) => command.name === name);
}
