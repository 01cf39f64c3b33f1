import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { projectFolder } from './project-folder.ts';

export interface ServerStart {
  /** Recents, jobs and view states. */
  stateFolder: string;
  /** What to show; nothing for what was shown last. */
  folder?: string;
  isDemo?: boolean;
  /** What the page may browse. */
  roots?: string[];
}

export interface RunningServer {
  /** With its token. */
  url: string;
  /** Ends the process as Ctrl-C does. */
  stop(): Promise<void>;
  /** Ends it as a loss of power does. */
  kill(): Promise<void>;
}

/** `strata serve` as a user starts it: the built command line in a process of its own. */
export async function startServer({
  stateFolder,
  folder,
  isDemo = false,
  roots = [],
}: ServerStart): Promise<RunningServer> {
  const args = [
    join(projectFolder, 'bin', 'strata.mjs'),
    'serve',
    ...(folder === undefined ? [] : [folder]),
    ...(isDemo ? ['--demo'] : []),
    '--no-open',
    ...roots.flatMap((root) => ['--root', root]),
  ];
  const server = spawn(process.execPath, args, {
    env: { ...process.env, STRATA_STATE: stateFolder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(server, 'close');
  let said = '';
  server.stderr.on('data', (chunk) => {
    said += chunk;
  });

  const url = await new Promise<string>((resolve, reject) => {
    let printed = '';
    server.stdout.on('data', (chunk) => {
      printed += chunk;
      const found = /http:\/\/127\.0\.0\.1:\d+\/\?token=\S+/.exec(printed);
      if (found !== null) resolve(found[0]);
    });
    void ended.then(() => reject(new Error(`strata serve ended:\n${printed}${said}`)));
  });

  // A second end is none: a test may have stopped it already.
  const end = async (signal: NodeJS.Signals) => {
    server.kill(signal);
    await ended;
  };
  return { url, stop: () => end('SIGINT'), kill: () => end('SIGKILL') };
}
