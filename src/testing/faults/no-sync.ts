/** Loaded before anything else (`--import`): no file and no folder is ever synced, as on a disk that lies. */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const probe = await fs.promises.open(import.meta.filename, 'r');
const handles = Object.getPrototypeOf(probe) as Record<string, unknown>;
await probe.close();
handles.sync = async () => {};
handles.datasync = async () => {};
Object.assign(fs, { fsyncSync: () => {}, fdatasyncSync: () => {} });
syncBuiltinESMExports();
