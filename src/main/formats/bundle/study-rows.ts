import type { RunRecord, StudyRecord } from './bundle-record.ts';
import type { EngineFacts, StudyFacts } from './document-facts.ts';
import { isFilled } from './read-engine.ts';
import type { Universe } from './read-universe.ts';

/**
 * The rows of studies in the order of the reference's own index (9.0): of each study first its engines over all
 * universes together, then over each universe that has a summary of its own.
 */
export function studyRows(
  studies: readonly StudyFacts[],
  universes: readonly Universe[],
  runsOf: (engine: EngineFacts) => readonly RunRecord[],
): StudyRecord[] {
  const rows = studies.flatMap((study) => {
    const engines = study.engines.filter(isFilled);
    const whole = engines.map((engine) =>
      rowOf(study, engine, { key: null, universe: study.universe, runs: runsOf(engine) }),
    );
    const single = engines.flatMap((engine) =>
      engine.byUniverse.map(({ key, summary }) => {
        const universe = universes.find((one) => one.key === key) ?? null;
        const runs = runsOf(engine).filter(({ universeKey }) => universeKey === key);
        return { ...rowOf(study, engine, { key, universe, runs }), summary };
      }),
    );
    return [...whole, ...single];
  });
  return rows.map((row, study) => ({ ...row, study }));
}

interface Part {
  /** Null for all universes together. */
  key: string | null;
  universe: Universe | null;
  runs: readonly RunRecord[];
}

function rowOf(study: StudyFacts, engine: EngineFacts, { key, universe, runs }: Part): StudyRecord {
  const symbols = unique([...runs.flatMap((run) => run.symbols), ...(universe?.symbols ?? [])]);
  const currency = runs.find(({ tradingSymbol }) => tradingSymbol !== null)?.tradingSymbol;
  return {
    study: 0,
    studyName: study.name,
    studyDescription: study.description,
    engine: engine.slot.engine,
    universeKey: key,
    sampleType: study.sampleType,
    windowPart: study.windowPart,
    windowRoles: unique(runs.flatMap(({ windowRole }) => windowRole ?? [])),
    initialCapital: study.initialCapital,
    riskFreeRate: study.riskFreeRate,
    symbols: symbols.sort((a, b) => (a < b ? -1 : 1)),
    tradingSymbol: currency ?? universe?.tradingSymbol ?? null,
    market: universe?.market ?? null,
    numberOfRuns: runs.length,
    numberOfTests: engine.tests,
    start: extreme(runs, 'start', Math.min),
    end: extreme(runs, 'end', Math.max),
    summary: engine.summary,
  };
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}

function extreme(
  runs: readonly RunRecord[],
  key: 'start' | 'end',
  pick: (a: number, b: number) => number,
): number | null {
  const times = runs.flatMap((run) => run[key] ?? []);
  return times.length === 0 ? null : times.reduce(pick);
}
