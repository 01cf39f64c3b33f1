/**
 * `npm run bench [-- --reference FILE] [--times N] [--only commands,many,engine,browser,compare,run,sweep,tiered,scale] [--bundles N]`:
 * one table of medians, each beside
 * the reference CLI in the same run where there is one. Needs `npm run build` first. Figures depend on the
 * machine, ratios hardly do; nothing here is a test. `scale` makes `--bundles` of them and takes half an hour for
 * 12,500, so it runs only when it is asked for.
 */
import { mkdtempSync, rmSync } from 'node:fs';
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
import { keepResults } from './keep-results.ts';
import { tableOf } from './print-table.ts';
import { measureRunPage } from './run-cases.ts';
import { measureScale } from './scale-cases.ts';
import { measureSweep } from './sweep-cases.ts';
import { findSweeps } from './sweep-folders.ts';
import { measureTiered } from './tiered-cases.ts';

const parts = ['commands', 'many', 'engine', 'browser', 'compare', 'run', 'sweep', 'tiered'];

const { values } = parseArgs({
  options: {
    reference: { type: 'string' },
    times: { type: 'string', default: '5' },
    only: { type: 'string', default: parts.join(',') },
    /** Of `scale`: a year of sweeps. */
    bundles: { type: 'string', default: '12500' },
  },
});
if (values.reference !== undefined) process.env.STRATA_REFERENCE_CLI = values.reference;
const wanted = new Set(values.only.split(','));

const workFolder = mkdtempSync(join(tmpdir(), 'strata-bench-'));
try {
  const measured = await measureAll();
  const machine = {
    processors: cpus().length,
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    memoryBytes: totalmem(),
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
  };
  keepResults(join(projectFolder, 'bench', 'results.json'), machine, measured);
  console.log(tableOf(Object.values(measured).flat()));
  console.log(
    `\n${machine.processors} × ${machine.processor}, Node ${machine.node}, ${machine.platform}; median (min–max)`,
  );
} finally {
  rmSync(workFolder, { recursive: true, force: true });
}

/** By the names of the parts, in the order of the table. */
async function measureAll(): Promise<Record<string, Figures[]>> {
  const setting = {
    sweeps: findSweeps(),
    reference: findReferenceCli(),
    workFolder,
    times: Number(values.times),
  };
  const many = join(workFolder, 'many');
  const all: Record<string, Figures[]> = {};
  if (wanted.has('commands')) all.commands = await measureCommands(setting);
  if (wanted.has('many') || wanted.has('engine')) all.many = await measureMany(setting, many);
  if (wanted.has('engine')) all.engine = await measureEngine(many, workFolder);
  if (wanted.has('browser')) all.browser = await measureBrowser(workFolder);
  if (wanted.has('compare')) all.compare = await measureComparing(workFolder);
  if (wanted.has('run')) all.run = await measureRunPage(workFolder);
  if (wanted.has('tiered')) all.tiered = await measureTiered(setting);
  if (wanted.has('scale')) all.scale = await measureScale(setting, Number(values.bundles));
  if (wanted.has('sweep')) all.sweep = await measureSweep(workFolder);
  return all;
}
