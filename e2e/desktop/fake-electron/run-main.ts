import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';

const running = new Map<string, object>();
let isHooked = false;

/** Runs the built main once more, from the start, with `electron` as its `electron`. */
export async function runMain(builtMain: string, electron: object, args: string[]): Promise<void> {
  hookImports();
  const run = String(running.size + 1);
  running.set(run, electron);
  const argv = process.argv;
  // As Electron starts an app that is not packed: the binary, the app, then what the user gave.
  process.argv = [process.execPath, '.', ...args];
  try {
    await import(`${pathToFileURL(builtMain).href}?run=${run}`);
  } finally {
    process.argv = argv;
  }
}

/** Every module of a run carries the run's number, so that nothing is shared with the run before. */
function hookImports(): void {
  if (isHooked) return;
  isHooked = true;
  Reflect.set(globalThis, Symbol.for('strata.electron'), (run: string) => running.get(run));

  registerHooks({
    resolve(specifier, context, next) {
      const run = runOf(context.parentURL);
      if (run === null) return next(specifier, context);
      if (specifier === 'electron') {
        return { url: `fake-electron:${run}`, format: 'module', shortCircuit: true };
      }
      const resolved = next(specifier, context);
      return specifier.startsWith('.')
        ? { ...resolved, url: `${resolved.url}?run=${run}` }
        : resolved;
    },
    load(url, context, next) {
      if (!url.startsWith('fake-electron:')) return next(url, context);
      const run = url.slice('fake-electron:'.length);
      return { format: 'module', source: electronModule(run), shortCircuit: true };
    },
  });
}

function electronModule(run: string): string {
  const names = Object.keys(running.get(run) ?? {});
  return `const electron = globalThis[Symbol.for('strata.electron')]('${run}');
export const { ${names.join(', ')} } = electron;`;
}

function runOf(parent: string | undefined): string | null {
  return parent?.startsWith('file:') ? new URL(parent).searchParams.get('run') : null;
}
