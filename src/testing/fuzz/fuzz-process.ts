/**
 * The child that fuzzes a parser: what makes it run a piece of code that no input did before is kept, and mutated
 * further. Says how many inputs it tried and kept, what pieces they reach, and what went wrong otherwise than by a typed error.
 */
import { ArchiveError } from '#contract/archive-error.ts';
import { seededNumbers } from '../mutations.ts';
import { startCoverage } from './coverage.ts';
import { targets } from './targets.ts';

const [name = '', count = '0', seed = '1'] = process.argv.slice(2);
const target = targets[name]!;
const random = seededNumbers(Number(seed));
const coverage = startCoverage(target.code);
const seen = new Set<string>();
const corpus: Buffer[] = [];
const report = { tried: 0, kept: 0, pieces: 0, piecesOfSeeds: 0, odd: [] as string[], slowest: 0 };

for (const input of target.seeds()) tryOne(input);
report.piecesOfSeeds = seen.size;
while (report.tried < Number(count)) {
  process.send?.(report.tried);
  tryOne(target.mutate(corpus[random(corpus.length)]!, random));
}
report.kept = corpus.length;
report.pieces = seen.size;
process.send?.({ ...report, megabytes: process.resourceUsage().maxRSS / 1024 }, () =>
  process.disconnect(),
);

function tryOne(input: Buffer): void {
  const before = process.cpuUsage();
  try {
    target.run(input);
  } catch (error) {
    const isTyped = error instanceof ArchiveError && error.code !== 'internal';
    if (!isTyped && report.odd.length < 20)
      report.odd.push(`${input.toString('base64')}: ${(error as Error)?.stack ?? error}`);
  }
  const { user, system } = process.cpuUsage(before);
  report.slowest = Math.max(report.slowest, (user + system) / 1e6);
  report.tried++;
  const fresh = coverage.take().filter((piece) => !seen.has(piece));
  for (const piece of fresh) seen.add(piece);
  if (fresh.length > 0 || corpus.length === 0) corpus.push(input);
}
