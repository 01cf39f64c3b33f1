import { type CommandSpec, jsonOption } from './command-spec.ts';
import { archiveArgument, filterOption } from './row-options.ts';

/** Commands for what the user adds: stars, tags, notes. */

const backtests = {
  name: 'backtest',
  about: 'Handles, ids, or first digits of ids; or --filter',
  isMany: true,
  isOptional: true,
};

const keptNote =
  'Kept in user.sqlite beside the archive, by bundle id: a rebuilt index, a renamed file and a migration change nothing. Where the folder cannot be written, it is kept in the state folder of the app, which is said.';
const jsonNote = 'JSON: { backtests, changed, file }.';

export const star: CommandSpec = {
  name: 'star',
  summary: 'Stars backtests, or takes stars away',
  arguments: [archiveArgument, backtests],
  options: [filterOption, { name: 'remove', about: 'Takes the stars away' }, jsonOption],
  notes: ['Starred ones are found with --filter "starred = 1".', keptNote, jsonNote],
  examples: ["strata star ~/sweeps --filter 'sharpe > 2 and worst_drawdown < 10%'"],
};

export const tag: CommandSpec = {
  name: 'tag',
  summary: 'Gives backtests tags of your own, takes them away, or lists them',
  arguments: [archiveArgument, backtests],
  options: [
    { name: 'add', value: 'TAG', isMany: true, about: 'A tag, or several joined by commas' },
    { name: 'remove', value: 'TAG', isMany: true, about: 'The same, to take away' },
    filterOption,
    jsonOption,
  ],
  notes: [
    'Without --add and --remove it lists the tags of the archive, with how many backtests have each.',
    'Tagged ones are found with --filter \'user_tags = "candidate"\'. The column tag is another: it comes from the bundle.',
    keptNote,
    `${jsonNote} Of the list: { tags: [{ tag, backtests }], starred, noted, file }.`,
  ],
  examples: [
    'strata tag ~/sweeps sweep_a/run_012 --add candidate,"low risk"',
    "strata tag ~/sweeps --filter 'trades < 30' --add 'too few trades'",
  ],
};

export const note: CommandSpec = {
  name: 'note',
  summary: 'Writes a note on backtests, or shows the one of a backtest',
  arguments: [archiveArgument, backtests],
  options: [
    { name: 'text', value: 'TEXT', about: 'The note; it takes the place of the one there is' },
    { name: 'append', value: 'TEXT', about: 'Written below the note there is' },
    { name: 'clear', about: 'Takes the note away' },
    filterOption,
    jsonOption,
  ],
  notes: [
    'Without --text, --append and --clear it shows the note of the one backtest that is named.',
    keptNote,
    `${jsonNote} Of one that is shown: { note }.`,
  ],
  examples: [
    'strata note ~/sweeps 3fa9c1 --text "Survives doubled fees"',
    "strata note ~/sweeps --filter 'trades < 30' --append 'Looked at in May: too few trades'",
  ],
};

export const markCommands: readonly CommandSpec[] = [star, tag, note];
