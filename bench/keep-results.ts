import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Figures } from './figures.ts';

export interface Machine {
  processors: number;
  processor: string;
  memoryBytes: number;
  node: string;
  platform: string;
}

interface Part {
  measuredAt: string;
  machine: Machine;
  figures: readonly Figures[];
}

/** Puts what was measured in the place of what the same parts gave before; other parts stay as they were. */
export function keepResults(
  file: string,
  machine: Machine,
  measured: Readonly<Record<string, readonly Figures[]>>,
): void {
  const parts: Record<string, Part> = readParts(file);
  const measuredAt = new Date().toISOString();
  for (const [name, figures] of Object.entries(measured)) {
    if (figures.length > 0) parts[name] = { measuredAt, machine, figures };
  }
  writeFileSync(file, `${JSON.stringify({ parts }, null, 2)}\n`);
}

function readParts(file: string): Record<string, Part> {
  if (!existsSync(file)) return {};
  const kept = JSON.parse(readFileSync(file, 'utf8')) as { parts?: Record<string, Part> };
  return kept.parts ?? {};
}
