import { type Disk, nodeDisk } from '../main/store/durable/disk.ts';

export interface FailingDisk extends Disk {
  /** Steps asked for so far. */
  readonly steps: number;
}

/** Does `allowed` steps and refuses that and every later one, as the disk of a process that died there. */
export function failingDisk(allowed: number): FailingDisk {
  let steps = 0;
  const step = () => {
    steps++;
    if (steps > allowed) throw new Error(`the disk stopped at step ${allowed}`);
  };
  return {
    get steps() {
      return steps;
    },
    async makeFolder(path) {
      step();
      await nodeDisk.makeFolder(path);
    },
    async createFile(path) {
      step();
      const file = await nodeDisk.createFile(path);
      return {
        async write(bytes) {
          step();
          await file.write(bytes);
        },
        async sync() {
          step();
          await file.sync();
        },
        close: () => file.close(),
      };
    },
    async rename(from, to) {
      step();
      await nodeDisk.rename(from, to);
    },
    async remove(path) {
      step();
      await nodeDisk.remove(path);
    },
    async removeFolder(path) {
      step();
      await nodeDisk.removeFolder(path);
    },
    async syncFolder(path) {
      step();
      await nodeDisk.syncFolder(path);
    },
  };
}
