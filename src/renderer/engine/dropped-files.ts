/** Files of a drop or an input, with their path relative to what was dropped. */

export interface DroppedFile {
  /** "sweep_a/2024/run_1.iafbt"; `/` on every system. */
  path: string;
  file: File;
}

export interface Drop {
  files: DroppedFile[];
  /** Names of the folders that were dropped themselves. */
  folders: string[];
  /** What could not be read. */
  unreadable: string[];
}

/** The parts of `FileSystemEntry` that are used, so that tests can build them. */
export type Entry = FileEntry | FolderEntry;

export interface FileEntry {
  isFile: true;
  isDirectory: false;
  name: string;
  file(found: (file: File) => void, failed: (error: unknown) => void): void;
}

export interface FolderEntry {
  isFile: false;
  isDirectory: true;
  name: string;
  createReader(): {
    /** Gives a part of what is there at a time, and nothing at the end. */
    readEntries(found: (entries: Entry[]) => void, failed: (error: unknown) => void): void;
  };
}

/** Has to be called while the drop is being handled: the browser takes the items away afterwards. */
export function entriesOf(data: DataTransfer): Entry[] {
  return [...data.items]
    .filter((item) => item.kind === 'file')
    .map((item) => (item.webkitGetAsEntry() as Entry | null) ?? entryOf(item.getAsFile()))
    .filter((entry) => entry !== null);
}

/** A file that lies in no folder, such as an attachment dragged out of a mail, has no entry. */
function entryOf(file: File | null): FileEntry | null {
  return (
    file && { isFile: true, isDirectory: false, name: file.name, file: (found) => found(file) }
  );
}

/** Walks what was dropped, folders to their last depth, in order of their names. */
export async function readEntries(entries: readonly Entry[]): Promise<Drop> {
  const drop: Drop = { files: [], folders: [], unreadable: [] };
  for (const entry of entries) {
    if (entry.isDirectory) drop.folders.push(entry.name);
    await walk(entry, '', drop);
  }
  return drop;
}

/** Files of an `<input type="file">`, which says the path only when a folder was chosen. */
export function filesOf(list: Iterable<File>): DroppedFile[] {
  return [...list].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
}

async function walk(entry: Entry, folder: string, drop: Drop): Promise<void> {
  const path = folder + entry.name;
  try {
    if (entry.isFile) {
      drop.files.push({ path, file: await fileOf(entry) });
      return;
    }
    const children = await childrenOf(entry);
    children.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const child of children) await walk(child, `${path}/`, drop);
  } catch {
    drop.unreadable.push(path);
  }
}

function fileOf(entry: FileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

async function childrenOf(folder: FolderEntry): Promise<Entry[]> {
  const reader = folder.createReader();
  const children: Entry[] = [];
  for (;;) {
    const some = await new Promise<Entry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return children;
    children.push(...some);
  }
}
