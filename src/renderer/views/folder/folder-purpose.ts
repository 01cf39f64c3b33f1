export type FolderPurpose =
  | 'open'
  | 'import'
  | 'code'
  | 'watch'
  | 'export'
  | 'new-archive'
  | 'migrate'
  | 'repair';

/** What the dialog says for what the folder is wanted for. */
interface Words {
  title: string;
  about: string;
  button: string;
  canMake: boolean;
}

export const folderWords: Readonly<Record<FolderPurpose, Words>> = {
  open: {
    title: 'Open a folder',
    about: 'Its bundles are read where they lie, in all folders below it. Nothing is moved.',
    button: 'Open this folder',
    canMake: false,
  },
  import: {
    title: 'Import from a folder',
    about: 'Bundles in this folder, and in all folders below it, are copied into the archive.',
    button: 'Import this folder',
    canMake: false,
  },
  code: {
    title: 'A folder of source code',
    about: 'What lies in this folder, and in all folders below it, is kept with the backtests.',
    button: 'Keep this folder',
    canMake: false,
  },
  watch: {
    title: 'Watch a folder',
    about:
      'Bundles that appear in this folder, or in a folder below it, are copied into the archive.',
    button: 'Watch this folder',
    canMake: true,
  },
  export: {
    title: 'Export into a folder',
    about: 'Nothing that is already there is overwritten.',
    button: 'Export here',
    canMake: true,
  },
  'new-archive': {
    title: 'A folder for the new archive',
    about: 'Bundles are copied into this folder, and its index lies beside them.',
    button: 'Use this folder',
    canMake: true,
  },
  repair: {
    title: 'A folder to repair from',
    about:
      'Bundles, or another copy of the archive. What is whole there takes the place of what is lost.',
    button: 'Repair from this folder',
    canMake: false,
  },
  migrate: {
    title: 'Where the tiered archive goes',
    about: 'A new folder is made in this one. Nothing that is there is changed.',
    button: 'Use this folder',
    canMake: true,
  },
};
