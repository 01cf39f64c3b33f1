import { type CommandSpec, jsonOption, progressOption } from './command-spec.ts';
import { archiveArgument, filterOption } from './row-options.ts';

/** Commands that look after an archive. */

const tieredArchive = { name: 'archive', about: 'A tiered archive' };

const dryRun = { name: 'dry-run', about: 'Says what it would do, and does nothing' };

export const verify: CommandSpec = {
  name: 'verify',
  summary: 'Checks an archive and names every damaged file',
  arguments: [archiveArgument],
  options: [
    { name: 'quick', about: 'Only what is there, how long it is, and the index; the default' },
    {
      name: 'sample',
      value: 'N',
      about: 'Also N percent of the data, what was verified longest ago first',
    },
    { name: 'full', about: 'Every byte: each backtest is put together again, the index made anew' },
    { name: 'jobs', value: 'N', about: 'Threads that read; one for each processor' },
    jsonOption,
    progressOption,
  ],
  notes: [
    'Nothing is changed. The exit code is 0 for a whole archive, 1 for damage, 4 when it could not be checked.',
    'A folder of bundles is compared with its index: in full, every bundle is read to its last value.',
    'Price files that bundles name and that a tiered archive never got are said too, without being damage; in a folder of bundles they are.',
    'JSON: { checked, damaged: [{ file, code, message }], missing: [{ file, code, message }] }.',
  ],
};

export const rebuild: CommandSpec = {
  name: 'rebuild',
  summary: 'Makes the index again from the data alone',
  arguments: [archiveArgument],
  options: [
    { name: 'jobs', value: 'N', about: 'Threads that read; one for each processor' },
    jsonOption,
    progressOption,
  ],
  notes: [
    'Of a tiered archive every file is read and proved; the old index goes to quarantine/ when the new one is whole. Of a folder it is index --rebuild.',
    'JSON: as that of index.',
  ],
};

export const deleteCommand: CommandSpec = {
  name: 'delete',
  summary: 'Deletes backtests so that they can be undeleted',
  arguments: [
    archiveArgument,
    {
      name: 'backtest',
      about: 'Handles, ids, or first digits of ids; or --filter',
      isMany: true,
      isOptional: true,
    },
  ],
  options: [
    filterOption,
    { name: 'move-bundles', about: 'Of a plain folder: moves the bundles to .strata-trash/' },
    jsonOption,
    progressOption,
  ],
  notes: [
    'In a tiered archive the bytes stay until gc collects them, a week later at the earliest. A plain folder is yours: its bundles move only when that is said.',
    'JSON: { deleted: [handle], failed: [{ file, code, message }] }.',
  ],
};

export const undelete: CommandSpec = {
  name: 'undelete',
  summary: 'Takes deletions back',
  arguments: [
    archiveArgument,
    { name: 'backtest', about: 'Handles, ids, or first digits of ids, as they were', isMany: true },
  ],
  options: [jsonOption, progressOption],
  notes: ['JSON: { restored: [handle], failed: [{ file, code, message }] }.'],
};

export const gc: CommandSpec = {
  name: 'gc',
  summary:
    'Collects what nothing needs any more: files of a tiered archive, price files of a folder',
  arguments: [{ name: 'archive', about: 'A tiered archive, or a folder of bundles' }],
  options: [
    dryRun,
    { name: 'now', about: 'Waits for nothing and empties the trash; needs --i-know' },
    { name: 'i-know', about: 'With --now: deletions become final' },
    jsonOption,
    progressOption,
  ],
  notes: [
    'A file goes to trash/ when two collections a day apart saw it without use and it is a week old, and from there a week later. An archive that is not whole is not cleaned, and names that are not Strata’s are never touched.',
    'In a folder of bundles, price files that no bundle refers to go to .strata-trash/ at once; nothing is deleted, and a bundle that cannot be read stops it: it may need them.',
    'JSON: { trashed: [{ path, bytes }], waiting: [{ path, bytes }], emptied: { files, bytes } }.',
  ],
};

export const compact: CommandSpec = {
  name: 'compact',
  summary: 'Merges small batches of a tiered archive and leaves out what was deleted',
  arguments: [tieredArchive],
  options: [jsonOption, progressOption],
  notes: [
    'Everything is proved again before it takes the place of the old files, which go when garbage is collected.',
    'JSON: { batches: { before, merged, after }, bytes: { before, after }, failed: [{ file, code, message }] }.',
  ],
};

export const repair: CommandSpec = {
  name: 'repair',
  summary: 'Puts missing and damaged files of a tiered archive right, from what is at hand',
  arguments: [tieredArchive],
  options: [
    { name: 'from', value: 'PATH', isMany: true, about: 'Bundles, or folders, to take data from' },
    dryRun,
    jsonOption,
    progressOption,
  ],
  notes: [
    'Files come back from the trash, from quarantine/ and from the folders named, by their hash; backtests whose files are lost, from their bundles. What cannot be put right is marked and listed. Nothing is deleted.',
    'JSON: { restored: [file], reimported: [handle], damaged: [{ file, code, message }] }.',
  ],
};

export const upkeepCommands: readonly CommandSpec[] = [
  verify,
  rebuild,
  repair,
  deleteCommand,
  undelete,
  gc,
  compact,
];
