/**
 * `npm start [-- <folder>] [--no-open] [--port N] [--root DIR] [--browser|--electron]`: the app in Electron
 * or, where there is none, the same app in the browser. Runs on Node 20 with nothing installed.
 */
import { spawn } from 'node:child_process';
import { findElectron } from './setup/electron.mjs';
import { inProject } from './setup/project.mjs';
import { makeReady } from './setup/ready.mjs';
import { projectEnvironment } from './setup/run-command.mjs';
import { say } from './setup/say.mjs';

try {
  process.exitCode = await start(process.argv.slice(2));
} catch (error) {
  say(error.message);
  process.exitCode = 1;
}

async function start(args) {
  const passed = args.filter((arg) => arg !== '--browser' && arg !== '--electron');
  // Who names nothing to open gets something to look at.
  const rest = namesFolder(passed) ? passed : [...passed, '--demo'];
  const node = await makeReady();
  const electron = meansBrowser(args)
    ? null
    : await findElectron(node, { isForced: args.includes('--electron') });

  if (electron) {
    const { code, wasShort } = await runInForeground(electron, [inProject(), ...rest]);
    if (code === 0 || !wasShort) return code;
    say('Electron did not start here; opening the same app in the browser');
  }
  const { code } = await runInForeground(node, [inProject('bin', 'strata.mjs'), 'serve', ...rest]);
  return code;
}

/** A word that is not the value of an option before it. */
function namesFolder(args) {
  return args.some(
    (arg, at) => !arg.startsWith('-') && !/^--(port|root)$/.test(args[at - 1] ?? ''),
  );
}

/** An option of the server, or a wish for it, settles the question. */
function meansBrowser(args) {
  return args.some((arg) => /^--(browser|no-open|port|root|help)(=|$)/.test(arg));
}

/** `wasShort`: it ended within five seconds, as a program does that cannot start at all. */
function runInForeground(command, args) {
  const startedAt = Date.now();
  const env = projectEnvironment();
  delete env.ELECTRON_RUN_AS_NODE;
  const child = spawn(command, args, { env, stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.on(signal, () => {
      // Ctrl-C reaches the child by itself; a signal to this process alone has to be handed on.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  }
  return new Promise((resolve) => {
    const end = (code) => resolve({ code, wasShort: Date.now() - startedAt < 5000 });
    child.once('error', () => end(1));
    child.once('close', (code, signal) => end(code ?? (signal === 'SIGINT' ? 130 : 1)));
  });
}
