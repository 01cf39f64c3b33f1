/** The child that holds an archive's lock as its writer, says so, and waits to be killed. */
import { writeSync } from 'node:fs';
import { openTieredWriter } from '../../main/store/tiered/open-writer.ts';

const [root = ''] = process.argv.slice(2);
await openTieredWriter(root, { create: false, now: Date.now() });
writeSync(1, 'held\n');
setInterval(() => {}, 60_000);
