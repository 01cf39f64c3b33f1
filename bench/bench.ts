/**
 * `npm run bench [-- --reference FILE] [--times N] [--only commands,many,engine,browser,compare,run,sweep,tiered] [--bundles N]`:
 * one table of medians, each beside
 * the reference CLI in the same run where there is one. Needs `npm run build` first. Figures depend on the
 * machine, ratios hardly do; nothing here is a test.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findReferenceCli } from '../interop/reference-cli.ts';
import { projectFolder } from '../interop/strata-cli.ts';
import { measureBrowser } from './browser-cases.ts';
import { measureCommands, measureMany } from './command-cases.ts';
import { measureComparing } from './compare-cases.ts';
import { measureEngine } from './engine-cases.ts';
import type { Figures } from './figures.ts';
import { tableOf } from './print-table.ts';
import { measureRunPage } from './run-cases.ts';
import { measureSweep } from './sweep-cases.ts';
import { findSweeps } from './sweep-folders.ts';
import { measureTiered } from './tiered-cases.ts';

const parts = ['commands', 'many', 'engine', 'browser', 'compare', 'run', 'sweep', 'tiered'];

const { values } = parseArgs({
  options: {
    reference: { type: 'string' },
    times: { type: 'string', default: '5' },
    only: { type: 'string', default: parts.join(',') },
    /** Of the tiered archive that is made to be read from; a year of sweeps is 12500, and takes half an hour. */
    bundles: { type: 'string', default: '2000' },
  },
});
if (values.reference !== undefined) process.env.STRATA_REFERENCE_CLI = values.reference;
const wanted = new Set(values.only.split(','));

const workFolder = mkdtempSync(join(tmpdir(), 'strata-bench-'));
try {
  const figures = await measureAll();
  const machine = {
    processors: cpus().length,
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    memoryBytes: totalmem(),
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
  };
  writeFileSync(
    join(projectFolder, 'bench', 'results.json'),
    `${JSON.stringify({ measuredAt: new Date().toISOString(), machine, figures }, null, 2)}\n`,
  );
  console.log(tableOf(figures));
  console.log(
    `\n${machine.processors} × ${machine.processor}, Node ${machine.node}, ${machine.platform}; median (min–max)`,
  );
} finally {
  rmSync(workFolder, { recursive: true, force: true });
}

async function measureAll(): Promise<Figures[]> {
  const setting = {
    sweeps: findSweeps(),
    reference: findReferenceCli(),
    workFolder,
    times: Number(values.times),
  };
  const many = join(workFolder, 'many');
  const all: Figures[] = [];
  if (wanted.has('commands')) all.push(...(await measureCommands(setting)));
  if (wanted.has('many') || wanted.has('engine')) all.push(...(await measureMany(setting, many)));
  if (wanted.has('engine')) all.push(...(await measureEngine(many, workFolder)));
  if (wanted.has('browser')) all.push(...(await measureBrowser(workFolder)));
  if (wanted.has('compare')) all.push(...(await measureComparing(workFolder)));
  if (wanted.has('run')) all.push(...(await measureRunPage(workFolder)));
  if (wanted.has('tiered')) all.push(...(await measureTiered(setting, Number(values.bundles))));
  if (wanted.has('sweep')) all.push(...(await measureSweep(workFolder)));
  return all;
}
