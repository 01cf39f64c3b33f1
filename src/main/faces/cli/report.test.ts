import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { placeSweep } from '#testing/demo-bundles.ts';
import { runCommand } from '#testing/run-command.ts';
import { temporaryFolder } from '#testing/temporary-folder.ts';

const folder = temporaryFolder();

async function anArchive(): Promise<string> {
  await placeSweep('event', folder.at('events'));
  await runCommand('strata', ['index', folder.at('events')]);
  return folder.at('events');
}

describe('strata report', () => {
  it('writes a page about the backtests named', async () => {
    const archive = await anArchive();
    const to = folder.at('report.html');

    const { code, stdout } = await runCommand('strata', [
      ...['report', archive, 'event_000', 'event_006', '--to', to, '--json'],
    ]);

    const page = await readFile(to, 'utf8');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ file: to, backtests: 2, bytes: Buffer.byteLength(page) });
    expect(page).toContain('<h2>event_006</h2>');
  });

  it('takes the first of a table, in its order', async () => {
    const archive = await anArchive();
    const to = folder.at('best.html');
    const { stdout } = await runCommand('strata', [
      ...['list', archive, '--sort', 'sharpe', '--limit', '2', '--json'],
    ]);
    const handles = (JSON.parse(stdout) as { handle: string }[]).map(({ handle }) => handle);

    await runCommand('strata', ['report', archive, '--sort', 'sharpe', '-n', '2', '--to', to]);

    const sheets = (await readFile(to, 'utf8')).matchAll(/<article[^>]*>\n<h2>([^<]*)/g);
    expect([...sheets].map(([, name]) => name)).toEqual(handles);
  });

  it('writes over nothing unless it is told to', async () => {
    const archive = await anArchive();
    const words = ['report', archive, 'event_000', '--to', folder.at('report.html')];

    expect((await runCommand('strata', words)).code).toBe(0);
    expect((await runCommand('strata', words)).code).toBe(1);
    expect((await runCommand('strata', [...words, '--overwrite'])).code).toBe(0);
  });

  it.each([
    [['event_000'], '--to is missing'],
    [['--to', 'x.html'], 'name backtests, or choose them'],
    [['event_000', '--filter', 'sharpe > 1', '--to', 'x.html'], 'name backtests, or choose them'],
  ])('with %j says what is wrong', async (words, message) => {
    const { code, stderr } = await runCommand('strata', ['report', await anArchive(), ...words]);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});
