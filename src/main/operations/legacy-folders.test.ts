import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fixturesFolder } from '#testing/interop-fixtures.ts';
import { runCommand } from '#testing/run-command.ts';
import { temporaryFolder } from '#testing/temporary-folder.ts';

const folder = temporaryFolder();
const legacy = join(fixturesFolder, 'legacy');

/** Two backtests in the form before bundles, one of them below, and a bundle beside them. */
function aSweep(): string {
  const path = folder.at('old');
  cpSync(join(legacy, 'event_sltp'), join(path, 'event_sltp'), { recursive: true });
  cpSync(join(legacy, 'perm_two_tests'), join(path, 'more/perm'), { recursive: true });
  cpSync(join(fixturesFolder, 'interop/v2/vector/notrade_000.iafbt'), join(path, 'new.iafbt'));
  return path;
}

async function json(...args: string[]) {
  const { stdout, code } = await runCommand('strata', [...args, '--json']);
  return { code, value: JSON.parse(stdout) };
}

describe('folders of the form before bundles', () => {
  it('come into a folder of bundles as v2 bundles, under the names of their folders', async () => {
    const archive = folder.at('archive');
    const first = await json('import', archive, aSweep());
    expect(first).toMatchObject({ code: 0, value: { seen: 3, added: 3 } });
    const rows = (await json('list', archive)).value as Record<string, unknown>[];
    expect(rows.map(({ handle, number_of_runs }) => [handle, number_of_runs])).toEqual([
      ['event_sltp', 1],
      ['more/perm', 1],
      ['new', 1],
    ]);
    expect(rows[0]).toMatchObject({ sharpe_ratio: expect.any(Number), number_of_trades: 12 });
    // A second time is a no-op.
    expect((await json('import', archive, folder.at('old'))).value).toMatchObject({
      added: 0,
      unchanged: 3,
    });
  });

  it('come into a tiered archive, proved, and go out as bundles', async () => {
    const archive = folder.at('tiered');
    const store = ['--store', 'local-tiered'];
    const outcome = await json('import', archive, join(legacy, 'event_sltp'), ...store);
    expect(outcome).toMatchObject({ code: 0, value: { added: 1 } });
    const [row] = (await json('list', archive)).value;
    expect(row).toMatchObject({ handle: 'event_sltp', number_of_trades: 12 });
    const to = folder.at('back.iafbt');
    expect((await json('export', archive, 'event_sltp', '--to', to)).code).toBe(0);
  });

  it('that cannot be read are named with the file, and the others come', async () => {
    const source = aSweep();
    mkdirSync(join(source, 'broken/runs/one'), { recursive: true });
    writeFileSync(join(source, 'broken/runs/one/run.json'), '{"trades": ');
    const { code, value } = await json('import', folder.at('archive'), source);
    expect(code).toBe(3);
    expect(value).toMatchObject({ added: 3 });
    expect(value.failed).toMatchObject([
      { file: 'broken/runs/one/run.json', code: 'document-unexpected' },
    ]);
  });
});
