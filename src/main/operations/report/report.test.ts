import { createHash } from 'node:crypto';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { anEditedBundle } from '#testing/bundle-builder.ts';
import { demoFolder } from '#testing/demo-bundles.ts';
import { temporaryFolder } from '#testing/temporary-folder.ts';
import { tieredArchiveOf } from '#testing/tiered-archive.ts';
import type { Archive } from '../archive.ts';
import { indexFolder } from '../index-folder.ts';
import { openArchive } from '../open-archive.ts';
import { openRun } from '../open-run.ts';
import { createTask } from '../task-context.ts';
import { gatherReport, type ReportedRun } from './gather-report.ts';
import { makeReport } from './make-report.ts';
import { html, trusted } from './markup.ts';
import { sheetDetails } from './sheet-details.ts';

const folder = temporaryFolder();

async function anArchive(files: readonly string[] = ['event_000', 'event_006']): Promise<Archive> {
  await mkdir(folder.at('bundles'), { recursive: true });
  for (const name of files) {
    const file = `${name}.iafbt`;
    await copyFile(join(demoFolder, 'event', file), folder.at('bundles', file));
  }
  return indexed();
}

async function indexed(): Promise<Archive> {
  await indexFolder({ folder: folder.at('bundles'), threads: 1 }, createTask().task);
  return openArchive(folder.at('bundles'));
}

const reportOf = async (archive: Archive, names: readonly string[]) =>
  (await makeReport(archive, names, createTask().task)).html;

describe('a report', () => {
  it('of one backtest is its tearsheet, without a comparison', async () => {
    const archive = await anArchive();
    const page = await reportOf(archive, ['event_000']);

    expect(page).toContain('<h2>event_000</h2>');
    expect(page).toContain('Windows side by side');
    expect(page).toContain('Returns by month, percent');
    expect(page).not.toContain('id="comparison"');
    expect(page.match(/<article/g)).toHaveLength(1);
  });

  it('of several compares them, with what they were set to differently', async () => {
    const archive = await anArchive();
    const page = await reportOf(archive, ['event_000', 'event_006', 'event_000']);

    expect(page.match(/<article/g)).toHaveLength(2);
    expect(page).toContain('id="comparison"');
    expect(page).toContain('<a href="#backtest-2">event_006</a>');
    expect(page).toContain('<th scope="col">ema_fast</th>');
    expect(page).not.toContain('<th scope="col">rsi_period</th>');
  });

  it('has the figures of the index', async () => {
    const archive = await anArchive();
    const { index } = archive;
    const sharpe = index.db
      .prepare<[], number>("SELECT sharpe_ratio FROM backtests WHERE handle = 'event_000'")
      .pluck()
      .get();
    const page = await reportOf(archive, ['event_000']);

    const shown = `${sharpe! < 0 ? '\u2212' : ''}${Math.abs(sharpe!).toFixed(3)}`;
    expect(page).toContain(`<div><dt>Sharpe</dt><dd>${shown}</dd></div>`);
  });

  it('has every figure of every run and its trades, folded away, and says where trades are cut', async () => {
    const archive = await anArchive();
    const page = await reportOf(archive, ['event_000']);
    const { total } = (await openRun(archive, { id: 'event_000', run: 0 }).table('trades')).query({
      ...{ filter: '', quick: '', sort: [], columns: [], offset: 0, limit: 1 },
    });

    const [first] = page.match(/<summary>\d+ trades of [^<]*<\/summary>[\s\S]*?<\/details>/) ?? [];
    expect(page).toContain('<summary>All figures</summary>');
    expect(page).toContain('rolling Sharpe below');
    expect(first).toContain(`${total} trades of`);
    expect(first!.match(/<tr>/g)).toHaveLength(total + 1);
    expect(sheetDetails([aRunOf(3, 2)], 1).markup).toContain(
      '3 trades of run 1, the first 2 of them</summary>\n<p class="soft">A report has room for so many; strata rows prints all.',
    );
  });

  it('says how alike the runs of several backtests move', async () => {
    const archive = await anArchive();
    const { correlation } = await gatherReport(
      archive,
      ['event_000', 'event_006'],
      createTask().task,
    );
    const page = await reportOf(archive, ['event_000', 'event_006']);

    const [table] = page.match(/<h3>Correlation of returns<\/h3>[\s\S]*?<\/table>/) ?? [];
    const shown = correlation!.coefficients[0]![3]!.toFixed(2).replace('-', '\u2212');
    expect(correlation!.coefficients).toHaveLength(6);
    expect(table).toContain('<td class="more-4">1.00</td>');
    expect(table).toContain(`>${shown}</td>`);
  });

  it('is the same from a tiered archive, but for where it came from', async () => {
    const plain = await anArchive();
    const tiered = await openArchive(
      await tieredArchiveOf(folder.at('tiered'), folder.at('bundles')),
    );
    const names = ['event_000', 'event_006'];

    expect(withoutPlace(await reportOf(tiered, names))).toBe(
      withoutPlace(await reportOf(plain, names)),
    );
  });

  it('asks for nothing outside of itself, and forbids it', async () => {
    const page = await reportOf(await anArchive(), ['event_000', 'event_006']);

    expect(page).toContain('default-src &#39;none&#39;');
    expect(page).not.toMatch(/<(img|link|iframe|object|embed|base|form)\b|\ssrc=|url\(|@import/i);
    expect([...page.matchAll(/href="([^"]*)"/g)].every(([, to]) => to!.startsWith('#'))).toBe(true);
    expect(page).not.toMatch(/https?:\/\/(?!www\.w3\.org\/2000\/svg")/);
    expect(page).not.toMatch(/\sstyle="|\son\w+="/);
    for (const [, tag, text] of page.matchAll(/<(style|script)>([\s\S]*?)<\/\1>/g)) {
      const hash = createHash('sha256').update(text!).digest('base64');
      expect(page, tag).toContain(`sha256-${hash}`);
    }
  });

  it('takes names for text, whatever they look like', async () => {
    const evil = '<img src=x onerror="alert(1)">';
    await mkdir(folder.at('bundles'), { recursive: true });
    const bundle = anEditedBundle('v2/vector/sweep_a_000.iafbt', (document) => {
      document.set('algorithm_id', evil);
      document.set('tag', '</title><script>alert(2)</script>');
      document.set('parameters', new Map([[`"${evil}"`, "'><svg onload=alert(3)>"]]));
    });
    await writeFile(folder.at('bundles', 'evil.iafbt'), bundle);
    const archive = await anArchive(['event_000']);

    const page = await reportOf(archive, ['evil', 'event_000']);

    expect(page).toContain('&lt;img src=x onerror=&quot;alert(1)&quot;&gt;');
    expect(page).not.toMatch(/<img|<svg onload|<script>alert/);
    expect(page.match(/<script/g)).toHaveLength(1);
  });

  it('says how many it holds, and what to do with more', async () => {
    const archive = await anArchive();
    const names = Array.from({ length: 51 }, () => 'event_000');

    await expect(makeReport(archive, names, createTask().task)).rejects.toMatchObject({
      code: 'bad-request',
      message: expect.stringContaining('50 backtests at most, and 51'),
      advice: expect.stringContaining('filter'),
    });
    await expect(makeReport(archive, [], createTask().task)).rejects.toMatchObject({
      code: 'bad-request',
    });
  });

  it('stops when it is told to', async () => {
    const archive = await anArchive();
    const control = createTask();
    control.cancel();

    await expect(makeReport(archive, ['event_000'], control.task)).rejects.toMatchObject({
      code: 'cancelled',
    });
  });
});

it('markup escapes every value but markup', () => {
  const list = ['<a>', '&'].map((text) => html`<li>${text}</li>`);
  expect(html`<p title="${'"x"'}">${list}${null}${3}${trusted('<b/>')}</p>`.markup).toBe(
    '<p title="&quot;x&quot;"><li>&lt;a&gt;</li><li>&amp;</li>3<b/></p>',
  );
});

function withoutPlace(page: string): string {
  return page
    .replace(/Archive [^,]*, made by Strata on [^.]*\./, '')
    .replaceAll(/<dt>Proof<\/dt><dd>[^<]*<\/dd>/g, '');
}

/** A run of which more trades are there than rows. */
function aRunOf(total: number, rows: number): ReportedRun {
  const none = { time: [], value: [], total: 0 };
  const series = { equity: none, drawdown: none, sharpe: none, months: none, years: none };
  const spread = { mean: null, median: null, best: null, worst: null };
  return {
    ...{ run: 0, values: {}, ...series },
    returns: { count: 0, wins: 0, ...spread, bins: [] },
    trades: { total, rows: Array.from({ length: rows }, () => [1, 'BTC/EUR']) },
  };
}
