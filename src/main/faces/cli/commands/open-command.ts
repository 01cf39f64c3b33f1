import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { appFolder } from '../../app-files.ts';
import type { Command, CommandContext } from '../command-context.ts';
import { exitCodes } from '../exit-code.ts';
import { installedElectron } from '../installed-electron.ts';
import { requirePath } from '../open-named-archive.ts';
import { hasOption } from '../option-values.ts';

export const runOpen: Command = async (context) => {
  const electron = meansBrowser(context) ? null : installedElectron();
  if (electron !== null) return runElectron(context, electron);
  const { runServe } = await import('./serve-command.ts');
  return runServe(context);
};

/** An option of the server settles it. */
function meansBrowser({ given }: CommandContext): boolean {
  return ['browser', 'port', 'no-open', 'root'].some((name) => hasOption(given, name));
}

/** The window lives on its own: the command is done when it has begun. */
function runElectron(context: CommandContext, electron: string): Promise<number> {
  const { given, terminal } = context;
  const folder = given.words.length > 0 ? [resolve(requirePath(context, 0))] : [];
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
  const child = spawn(electron, [appFolder(), ...folder], { env, stdio: 'ignore', detached: true });
  return new Promise((done) => {
    child.once('error', (error) => {
      terminal.say(`Electron did not start: ${error.message}\n`);
      done(exitCodes.failed);
    });
    child.once('spawn', () => {
      child.unref();
      done(exitCodes.done);
    });
  });
}
