import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { demoFolder } from '../demo-bundles.ts';

/** Names of backtests by what the writer has promised so far. */
export interface Acknowledged {
  present: string[];
  gone: string[];
}

/** A writer in a process of its own that can be stopped where it is. */
export interface AcknowledgingWriter {
  /** All that is acknowledged, one more than before; null when the writer is done. */
  next(): Promise<Acknowledged | null>;
  stop(): void;
  goOn(): void;
  end(): Promise<void>;
}

const entry = (name: string) => fileURLToPath(new URL(`${name}.ts`, import.meta.url));

export function startAcknowledging(
  root: string,
  { isSyncing }: { isSyncing: boolean },
): AcknowledgingWriter {
  const imports = isSyncing ? [] : ['--import', entry('no-sync')];
  const bundles = ['event', 'costs', 'sweep_b'].flatMap((sweep) =>
    readdirSync(join(demoFolder, sweep)).map((name) => `${sweep}/${name}`),
  );
  const child = spawn(
    process.execPath,
    [...imports, entry('acknowledging-process'), root, ...bundles],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const ended = once(child, 'close');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const all: Acknowledged = { present: [], gone: [] };
  return {
    async next() {
      const { value, done } = await lines.next();
      if (done === true) return null;
      const { present, gone } = JSON.parse(value) as { present?: string; gone?: string };
      if (present !== undefined) all.present.push(present);
      if (gone !== undefined) {
        all.present = all.present.filter((name) => name !== gone);
        all.gone.push(gone);
      }
      return { present: [...all.present], gone: [...all.gone] };
    },
    stop: () => void child.kill('SIGSTOP'),
    goOn: () => void child.kill('SIGCONT'),
    async end() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
