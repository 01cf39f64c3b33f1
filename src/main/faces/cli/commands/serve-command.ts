import { once } from 'node:events';
import { statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, resolve } from 'node:path';
import { ArchiveError } from '#contract/archive-error.ts';
import type { OpenedArchive } from '#contract/operations.ts';
import type { Reply } from '#contract/reply.ts';
import { demoFolder, pageFolder, stateFolder } from '../../app-files.ts';
import { openBrowser } from '../../open-browser.ts';
import { startServer } from '../../server/start-server.ts';
import { type EngineClient, startEngineWorker } from '../../worker/engine-client.ts';
import type { Command, CommandContext } from '../command-context.ts';
import { exitCodes } from '../exit-code.ts';
import { requirePath } from '../open-named-archive.ts';
import { hasOption, wholeOption } from '../option-values.ts';

export const runServe: Command = async (context) => {
  const { given, terminal } = context;
  const folder = given.words.length > 0 ? resolve(requirePath(context, 0)) : null;
  const engine = startEngineWorker({
    stateFolder: stateFolder(),
    demoFolder: demoFolder(),
    roots: browsableFolders(context, folder),
    threads: 0,
  });
  try {
    const server = await startServer({
      engine,
      rendererFolder: pageFolder(),
      port: wholeOption(given, 'port', 0) ?? 0,
      showArchive: await openFirst(engine, folder, hasOption(given, 'demo')),
      log: (line) => terminal.say(`${line}\n`),
    });
    await terminal.write(`${server.url}\n`);
    // Scripts wait for this line while the command runs on.
    terminal.flush();
    if (!hasOption(given, 'no-open')) await openBrowser(server.url);
    if (!terminal.signal.aborted) await once(terminal.signal, 'abort');
    await server.close();
  } finally {
    await engine.close();
  }
  // To be told to end is how a server ends; Ctrl-C is a cancellation as everywhere.
  return terminal.signal.reason === 'SIGINT' ? exitCodes.cancelled : exitCodes.done;
};

/** What `--root` names, else the home folder; and always the folder that is shown. */
function browsableFolders({ given }: CommandContext, shown: string | null): string[] {
  const named = given.options.get('root')?.map((folder) => resolve(folder)) ?? [homedir()];
  if (shown === null) return named;
  return [...named, statSync(shown).isDirectory() ? shown : dirname(shown)];
}

/** The archive the page begins with; opening it also begins to index it. */
async function openFirst(
  engine: EngineClient,
  folder: string | null,
  isDemo: boolean,
): Promise<string | null> {
  if (folder !== null) return archiveOf(await engine.host('openPath', { path: folder }));
  if (!isDemo) return null;
  return archiveOf((await engine.call('openDemo', {})) as Reply<OpenedArchive>);
}

function archiveOf(reply: Reply<OpenedArchive>): string {
  if (reply.ok) return reply.value.archive;
  const { code, message, ...place } = reply.error;
  throw new ArchiveError(code, message, place);
}
