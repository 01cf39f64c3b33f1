/**
 * The child that lists and reads an archive over and over while others change it, until its standard input ends.
 * It counts what it read and says what was wrong: an error, a row without its backtest, bytes that are others.
 */
import { createHash } from 'node:crypto';
import { describeFailure } from '#contract/archive-error.ts';
import { openArchive } from '../../main/operations/open-archive.ts';
import { payloadOf } from '../../main/store/tiered/restore-file.ts';

const [root = '', ...always] = process.argv.slice(2);
const counts = { opened: 0, read: 0, faults: [] as string[] };
let isOver = false;
process.stdin.resume().once('end', () => {
  isOver = true;
});

process.stdout.write('reading\n');
while (!isOver) {
  try {
    await readOnce();
  } catch (error) {
    counts.faults.push(JSON.stringify(describeFailure(error)) + String(error));
    if (counts.faults.length > 5) break;
  }
  await new Promise((resolve) => setImmediate(resolve));
}
process.stdout.write(`${JSON.stringify(counts)}\n`);
process.exit(0);

async function readOnce(): Promise<void> {
  const archive = await openArchive(root);
  try {
    counts.opened++;
    const rows = archive.index.db
      .prepare<[], { id: string; handle: string }>('SELECT bundle_id AS id, handle FROM backtests')
      .all();
    const handles = new Set(rows.map(({ handle }) => handle));
    for (const handle of always) if (!handles.has(handle)) counts.faults.push(`${handle} is gone`);
    const row = rows[Math.floor(Math.random() * rows.length)];
    if (row === undefined || !always.includes(row.handle)) return;
    const payload = await payloadOf(archive.tiers!(), row.id);
    createHash('sha256').update(payload).digest();
    counts.read++;
  } finally {
    archive.close();
  }
}
