import { cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type CompareMember, MEMBERS_AT_MOST } from '#contract/compare.ts';
import type { OpenedArchive } from '#contract/operations.ts';
import { demoFolder } from '#testing/demo-bundles.ts';
import { runningEngine } from '#testing/running-engine.ts';
import { temporaryFolder } from '#testing/temporary-folder.ts';
import { tieredArchiveOf } from '#testing/tiered-archive.ts';

const folder = temporaryFolder();
const app = runningEngine(folder);
const bySharpe = [{ column: 'sharpe_ratio', descending: true }];

describe('picking runs', () => {
  it('takes the selection in the order of the table', async () => {
    const sweep = await openSweep();
    const { rows } = await app.engine.queryRows({
      ...scopeOf(sweep),
      sort: bySharpe,
      columns: [],
      offset: 0,
      limit: 3,
    });
    const selection = { kind: 'rows' as const, nos: rows.map(({ no }) => no).reverse() };

    const picked = await app.engine.pickRuns({ ...scopeOf(sweep), ...taking(10), selection });

    expect(picked).toEqual({ runs: rows.map(({ id }) => ({ id, run: 0 })), isCut: false });
  });

  it('takes all windows of a walk-forward backtest, and says where it stopped', async () => {
    const events = await openFolder('event');

    const some = await app.engine.pickRuns({ ...scopeOf(events), ...taking(2) });
    const all = await app.engine.pickRuns({ ...scopeOf(events), ...taking(MEMBERS_AT_MOST) });

    expect(some).toMatchObject({ runs: { length: 2 }, isCut: true });
    expect(all.isCut).toBe(false);
    const runs = await app.engine.queryRows({
      ...scopeOf(events),
      rows: 'runs',
      sort: [],
      columns: [],
      offset: 0,
      limit: 0,
    });
    expect(all.runs).toHaveLength(runs.total);
    expect(all.runs.some(({ run }) => run > 0)).toBe(true);
  });
});

describe('comparing runs', () => {
  it('brings the curves of a folder and of a tiered archive onto one axis', async () => {
    const plain = await openSweep();
    const tiered = await openTiered();
    const ofPlain = await membersOf(plain, 3);
    const members = [...ofPlain, ...ofPlain.map((one) => ({ ...one, archive: tiered.archive }))];

    const drawn = await app.engine.compareCurves({ ...request, members, points: 10_000 });

    expect(drawn).toMatchObject({ isThinned: false, bands: null, failed: [] });
    expect(drawn.curves.map(({ place }) => place)).toEqual([0, 1, 2, 3, 4, 5]);
    for (const place of [0, 1, 2]) {
      expect(drawn.curves[place + 3]!.equity).toEqual(drawn.curves[place]!.equity);
      expect(drawn.curves[place + 3]!.drawdown).toEqual(drawn.curves[place]!.drawdown);
    }
    const whole = await app.engine.readSeries({
      archive: plain.archive,
      id: ofPlain[0]!.id,
      run: 0,
      series: 'equity_curve',
      points: 0,
    });
    const firstAt = drawn.time.indexOf(whole.time[0]!);
    expect(drawn.curves[0]!.equity[firstAt]).toBeCloseTo(whole.value[0]!, 4);
    expect(drawn.longest).toBe(new Set(whole.time).size);
    const falls = drawn.curves.flatMap(({ drawdown }) => drawdown.filter((fall) => fall !== null));
    expect(Math.max(...falls)).toBe(0);
    expect(Math.min(...falls)).toBeLessThan(-0.001);
  });

  it('starts every curve at 100 when asked to', async () => {
    const members = await membersOf(await openSweep(), 3);

    const drawn = await app.engine.compareCurves({
      ...request,
      members,
      points: 10_000,
      scale: 'rebased',
    });

    for (const { equity } of drawn.curves) expect(equity[0]).toBeCloseTo(100, 0);
  });

  it('makes bands of more than fifty, with the baseline drawn', async () => {
    const some = await membersOf(await openSweep(), 18);
    const few = await app.engine.compareCurves({ ...request, members: some });
    const members = [...some, ...some, ...some];

    const drawn = await app.engine.compareCurves({ ...request, members, baseline: 7 });

    expect(drawn.time.length).toBeLessThanOrEqual(request.points);
    expect(drawn.isThinned).toBe(true);
    expect(drawn.curves).toEqual([few.curves[7]]);
    const middle = Math.floor(drawn.time.length / 2);
    const sorted = few.curves.map(({ equity }) => equity[middle]!).sort((a, b) => a - b);
    const { equity, drawdown } = drawn.bands!;
    expect(equity.count[middle]).toBe(54);
    expect(equity.median[middle]).toBeCloseTo((sorted[8]! + sorted[9]!) / 2, 4);
    expect(equity.p10[middle]).toBeGreaterThanOrEqual(sorted[1]!);
    expect(equity.p90[middle]).toBeLessThanOrEqual(sorted[16]!);
    expect(drawdown.median).toHaveLength(drawn.time.length);
  });

  it('shows the others when one cannot be read', async () => {
    const sweep = await openSweep();
    const members = await membersOf(sweep, 3);
    const page = await app.engine.showBacktest({ archive: sweep.archive, id: members[1]!.id });
    await rm(folder.at('root/sweep', `${page.handle}.iafbt`));

    const drawn = await app.engine.compareCurves({ ...request, members });
    const months = await app.engine.compareMonths({ members });

    expect(drawn.curves.map(({ place }) => place)).toEqual([0, 2]);
    expect(drawn.failed).toMatchObject([{ place: 1, failure: { code: 'not-found' } }]);
    expect(months.failed).toMatchObject([{ place: 1 }]);
    expect(months.returns[1]!.every((value) => value === null)).toBe(true);
  });

  it('says figures and parameters, and which run is not there', async () => {
    const [member] = await membersOf(await openSweep(), 1);
    const gone = { ...member!, id: 'a'.repeat(64) };

    const answers = await app.engine.compareRuns({
      members: [member!, gone, { ...member!, run: 9 }, { ...member!, archive: '0'.repeat(32) }],
    });

    expect(answers[0]!.run).toMatchObject({ archiveName: 'sweep', runs: 1 });
    expect(answers[0]!.run!.parameters.map(({ name }) => name)).toContain('ema_fast');
    expect(answers[0]!.run!.values.sharpe_ratio).toEqual(expect.any(Number));
    expect(answers.slice(1).map(({ failure }) => failure?.code)).toEqual([
      'not-found',
      'not-found',
      'not-found',
    ]);
  });

  it('gives the monthly returns that the bundle holds, month beside month', async () => {
    const [member] = await membersOf(await openSweep(), 1);
    const { archive, id, run } = member!;
    const stored = await app.engine.readSeries({
      archive,
      id,
      run,
      series: 'monthly_returns',
      points: 0,
    });

    const { months, returns } = await app.engine.compareMonths({ members: [member!] });

    expect(months).toHaveLength(stored.total);
    expect(months.every((month) => new Date(month).getUTCDate() === 1)).toBe(true);
    returns[0]!.forEach((value, place) => {
      expect(value).toBeCloseTo(stored.value[place]!, 8);
    });
  });

  it('correlates every two', async () => {
    const members = await membersOf(await openSweep(), 4);

    const { coefficients, shared } = await app.engine.compareCorrelation({ members });

    coefficients.forEach((row, place) => {
      expect(row[place]).toBe(1);
      row.forEach((coefficient, other) => {
        expect(coefficient).toBe(coefficients[other]![place]);
        expect(Math.abs(coefficient!)).toBeLessThanOrEqual(1);
      });
    });
    expect(shared[0]![1]).toBeGreaterThan(100);
  });

  it('gives up a picture for which a newer one is asked', async () => {
    const members = await membersOf(await openFolder('sweep_a'), 40);

    const older = app.engine.compareCurves({ ...request, members });
    const newer = app.engine.compareCurves({ ...request, members, scale: 'rebased' });

    await expect(older).rejects.toMatchObject({ code: 'cancelled' });
    expect((await newer).curves).toHaveLength(40);
  });
});

const request = {
  scale: 'account' as const,
  points: 200,
  baseline: null,
  picture: 'test',
};

function scopeOf({ archive }: OpenedArchive) {
  return { archive, rows: 'backtests' as const, filter: '', quick: '' };
}

function taking(limit: number) {
  return { sort: bySharpe, selection: { kind: 'matching' as const, except: [] }, limit };
}

async function membersOf(opened: OpenedArchive, limit: number): Promise<CompareMember[]> {
  const { runs } = await app.engine.pickRuns({ ...scopeOf(opened), ...taking(limit) });
  return runs.map((one) => ({ archive: opened.archive, ...one }));
}

async function openSweep(): Promise<OpenedArchive> {
  return open('root/sweep');
}

async function openFolder(name: string): Promise<OpenedArchive> {
  await cp(join(demoFolder, name), folder.at('root', name), { recursive: true });
  return open(`root/${name}`);
}

async function openTiered(): Promise<OpenedArchive> {
  await mkdir(folder.at('root'), { recursive: true });
  await tieredArchiveOf(folder.at('root/tiered'), join(demoFolder, 'sweep_b'));
  return open('root/tiered');
}

async function open(name: string): Promise<OpenedArchive> {
  const place = await app.engine.findPlace({ text: folder.at(name) });
  const opened = await app.engine.openArchive({ place: place.id });
  if (opened.job !== null) await app.ended(opened.job);
  return opened;
}
