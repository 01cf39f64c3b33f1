import { nearestNames } from '#contract/filter/nearest-names.ts';
import { readVersion } from '../app-files.ts';
import type { Command } from './command-context.ts';
import { commandTable, findCommand } from './command-table.ts';
import { exitCodes } from './exit-code.ts';
import { explainError } from './explain-error.ts';
import { commandHelp, programHelp } from './help-text.ts';
import { parseArguments } from './parse-arguments.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** Loaded when asked for: `list` does not wait for what `export` needs. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  index: async () => (await import('./commands/index-command.ts')).runIndex,
  list: async () => (await import('./commands/list-command.ts')).runList,
  rank: async () => (await import('./commands/rank-command.ts')).runRank,
  show: async () => (await import('./commands/show-command.ts')).runShow,
  rows: async () => (await import('./commands/rows-command.ts')).runRows,
  import: async () => (await import('./commands/import-command.ts')).runImport,
  export: async () => (await import('./commands/export-command.ts')).runExport,
  report: async () => (await import('./commands/report-command.ts')).runReport,
  'migrate-store': async () => (await import('./commands/migrate-command.ts')).runMigrate,
  reclaim: async () => (await import('./commands/reclaim-command.ts')).runReclaim,
  'upgrade-bundle': async () => (await import('./commands/upgrade-command.ts')).runUpgrade,
  stats: async () => (await import('./commands/stats-command.ts')).runStats,
  sql: async () => (await import('./commands/sql-command.ts')).runSqlCommand,
  merge: async () => (await import('./commands/merge-command.ts')).runMerge,
  negotiate: async () => (await import('./commands/negotiate-command.ts')).runNegotiate,
  watch: async () => (await import('./commands/watch-command.ts')).runWatch,
  star: async () => (await import('./commands/mark-command.ts')).runStar,
  tag: async () => (await import('./commands/mark-command.ts')).runTag,
  note: async () => (await import('./commands/mark-command.ts')).runNote,
  verify: async () => (await import('./commands/verify-command.ts')).runVerify,
  rebuild: async () => (await import('./commands/rebuild-command.ts')).runRebuild,
  repair: async () => (await import('./commands/repair-command.ts')).runRepair,
  delete: async () => (await import('./commands/delete-command.ts')).runDelete,
  undelete: async () => (await import('./commands/delete-command.ts')).runUndelete,
  gc: async () => (await import('./commands/gc-command.ts')).runGc,
  compact: async () => (await import('./commands/compact-command.ts')).runCompact,
  open: async () => (await import('./commands/open-command.ts')).runOpen,
  serve: async () => (await import('./commands/serve-command.ts')).runServe,
};

/** Runs one command line and resolves to its exit code. `program`: `strata` or `iaf`. */
export async function runCli(
  program: string,
  argv: readonly string[],
  terminal: Terminal,
): Promise<number> {
  try {
    return await runCommandLine(program, argv, terminal);
  } catch (error) {
    const { asRefusal } = await import('../../operations/refusal.ts');
    return explainError(asRefusal(error), program, argv, terminal);
  }
}

async function runCommandLine(
  program: string,
  argv: readonly string[],
  terminal: Terminal,
): Promise<number> {
  const [name, ...args] = argv;
  if (name === '--version' || name === 'version') return printVersion(terminal);
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    if (name === undefined) return printUsage(program, terminal);
    return printHelp(program, args[0], terminal);
  }
  const spec = requireCommand(name);
  const given = parseArguments(spec, args);
  if (given.options.has('help')) return printHelp(program, name, terminal);
  const run = await (commands[name] as () => Promise<Command>)();
  return run({ given, terminal, isReference: program === 'iaf' });
}

function requireCommand(name: string) {
  const spec = findCommand(name);
  if (spec !== undefined) return spec;
  const names = [...commandTable.map((command) => command.name), 'help'];
  const nearest = nearestNames(name.replace(/^-+/, ''), names);
  const hint = nearest.length > 0 ? `; did you mean ${nearest.join(' or ')}?` : '';
  const what = name.startsWith('-') ? 'option' : 'command';
  throw new UsageError(`unknown ${what} ${name}${hint}`);
}

async function printHelp(program: string, name: string | undefined, terminal: Terminal) {
  const text =
    name === undefined ? programHelp(program) : commandHelp(program, requireCommand(name));
  await terminal.write(text);
  return exitCodes.done;
}

async function printUsage(program: string, terminal: Terminal): Promise<number> {
  terminal.say(programHelp(program));
  return exitCodes.wrongUsage;
}

async function printVersion(terminal: Terminal): Promise<number> {
  await terminal.write(`strata ${readVersion()}\n`);
  return exitCodes.done;
}
