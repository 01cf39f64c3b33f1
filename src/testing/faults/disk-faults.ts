/**
 * Loaded into a child process before anything else (`--import`). Every step by which the program changes the
 * disk is counted, whichever way it takes: `node:fs`, `node:fs/promises`, file handles, and the commits and
 * checkpoints of SQLite. At the step that `STRATA_FAULT` names the process is killed, or the step is refused
 * as the system would refuse it. Worker threads count along.
 */
import fs from 'node:fs';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import { isMainThread, type WorkerOptions, workerData } from 'node:worker_threads';
import { faultVariable, parseFaultPlan, stepsKey } from './fault-plan.ts';

type Step = (...args: unknown[]) => unknown;
type Steps = Record<string, Step>;

const require = createRequire(import.meta.url);
/** Read anew at every step: one process may try one fault after the other. */
const currentPlan = () => parseFaultPlan(process.env[faultVariable] ?? '');
const steps: Int32Array = isMainThread
  ? new Int32Array(new SharedArrayBuffer(4))
  : (workerData[stepsKey.description!] as Int32Array);
Reflect.set(globalThis, stepsKey, steps);

/** Removing needs no room: a full disk does not refuse it. */
type Need = 'room' | 'no room';

function take(name: string, need: Need): Error | null {
  const number = Atomics.add(steps, 0, 1) + 1;
  const plan = currentPlan();
  const isHere = number === plan.at || (plan.andAllLater && number > plan.at);
  if (!isHere || plan.kind === 'none') return null;
  if (plan.kind === 'kill') process.kill(process.pid, 'SIGKILL');
  if (plan.kind === 'ENOSPC' && need === 'no room') return null;
  const text = `${plan.kind}: refused by the test at step ${number}, ${name}`;
  return Object.assign(new Error(text), { code: plan.kind, syscall: name });
}

/** Names a step so that it is counted, and refused when its turn has come. */
function watch(owner: object, names: readonly string[], need: Need, isAsync: boolean): void {
  const steps = owner as Steps;
  for (const name of names) {
    const original = steps[name]!;
    steps[name] = function watched(this: unknown, ...args: unknown[]) {
      if (name.startsWith('open') && !isForWriting(args[1])) return original.apply(this, args);
      const refusal = take(name, need);
      if (refusal === null) return original.apply(this, args);
      if (isAsync) return Promise.reject(refusal);
      throw refusal;
    };
  }
}

function isForWriting(flags: unknown): boolean {
  if (typeof flags === 'string') return flags !== 'r';
  return typeof flags === 'number' && (flags & (fs.constants.O_WRONLY | fs.constants.O_RDWR)) !== 0;
}

const makes = ['mkdir', 'rename', 'link', 'symlink', 'copyFile', 'writeFile', 'appendFile', 'open'];
const takesAway = ['rm', 'rmdir', 'unlink', 'utimes', 'truncate'];

const probe = await fs.promises.open(import.meta.filename, 'r');
const handles = Object.getPrototypeOf(probe) as object;
await probe.close();
watch(handles, ['write', 'writev', 'writeFile', 'appendFile', 'sync', 'datasync'], 'room', true);
watch(handles, ['utimes', 'truncate'], 'no room', true);
watch(fs.promises, makes, 'room', true);
watch(fs.promises, takesAway, 'no room', true);
const sync = (name: string) => `${name}Sync`;
watch(fs, [...makes, 'mkdtemp', 'write', 'fsync', 'fdatasync'].map(sync), 'room', false);
watch(fs, takesAway.map(sync), 'no room', false);
watchSqlite();
watchThreads();
syncBuiltinESMExports();

/** Before a commit, and for a kill right after it and around a checkpoint, too. */
function watchSqlite(): void {
  const Database = require('better-sqlite3') as typeof import('better-sqlite3');
  const { prototype } = Database;
  const { transaction, pragma, exec } = prototype;
  const refuse = (name: string) => {
    const refusal = take(name, 'room');
    if (refusal === null) return;
    const code = currentPlan().kind === 'ENOSPC' ? 'SQLITE_FULL' : 'SQLITE_IOERR_WRITE';
    throw new Database.SqliteError(refusal.message, code);
  };
  const passBy = (name: string) => {
    if (currentPlan().kind === 'kill') take(name, 'room');
  };
  prototype.transaction = function watched(this: unknown, work: Step) {
    const inside = function (this: unknown, ...args: unknown[]) {
      const result = work.apply(this, args);
      refuse('commit');
      return result;
    };
    const made = transaction.call(this as never, inside as never) as unknown as Steps & Step;
    const after = (run: Step): Step =>
      function (this: unknown, ...args: unknown[]) {
        const result = run.apply(this, args);
        passBy('committed');
        return result;
      };
    const kinds = ['default', 'deferred', 'immediate', 'exclusive'] as const;
    return Object.assign(
      after(made),
      Object.fromEntries(kinds.map((kind) => [kind, after(made[kind]!)])),
    ) as never;
  };
  prototype.pragma = function watched(this: unknown, ...args: never[]) {
    if (/checkpoint|journal_mode/.test(String(args[0]))) passBy('checkpoint');
    return (pragma as Step).apply(this, args);
  } as never;
  prototype.exec = function watched(this: unknown, ...args: never[]) {
    passBy('exec');
    return (exec as Step).apply(this, args);
  } as never;
}

/** Threads get the same plan and the same counter. */
function watchThreads(): void {
  const threads = require('node:worker_threads') as {
    Worker: typeof import('node:worker_threads').Worker;
  };
  threads.Worker = class extends threads.Worker {
    constructor(entry: string | URL, options: WorkerOptions = {}) {
      const execArgv = [...(options.execArgv ?? []), '--import', import.meta.url];
      const data = { ...options.workerData, [stepsKey.description!]: steps };
      super(entry, { ...options, execArgv, workerData: data });
    }
  };
}
