import { spawn } from 'node:child_process';
import { delimiter } from 'node:path';
import { inProject, projectFolder } from './project.mjs';

/**
 * Runs a command and waits. Resolves to its exit code; 1 when it was killed, ran out of time, or could
 * not be started. Ctrl-C reaches the child through the terminal's process group.
 */
export function runCommand(command, args, options = {}) {
  const { seconds, quiet = false, env = process.env, shell = false } = options;
  return new Promise((resolve) => {
    const stdio = quiet ? 'ignore' : ['ignore', process.stderr, process.stderr];
    const child = spawn(command, args, {
      cwd: projectFolder,
      env,
      shell,
      stdio: options.stdio ?? stdio,
      windowsHide: true,
    });
    const timer = seconds && setTimeout(() => child.kill('SIGKILL'), seconds * 1000);
    const end = (code) => {
      clearTimeout(timer);
      resolve(code ?? 1);
    };
    child.once('error', () => end(1));
    child.once('close', end);
  });
}

/** npm as it was called, or the one in PATH; on Windows that is a batch file, which wants a shell. */
export function runNpm(args, options = {}) {
  const npmScript = process.env.npm_execpath;
  if (npmScript?.endsWith('.js'))
    return runCommand(process.execPath, [npmScript, ...args], options);
  return runCommand('npm', args, { ...options, shell: process.platform === 'win32' });
}

/** The environment in which `node` is the project's own, where it has one. */
export function projectEnvironment(extra = {}) {
  const pathKey = Object.keys(process.env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
  const path = [inProject('node_modules', '.bin'), process.env[pathKey]].join(delimiter);
  return { ...process.env, [pathKey]: path, ...extra };
}
