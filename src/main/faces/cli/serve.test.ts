import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type SpawnedCommand, spawnCommand } from '../../../testing/spawn-command.ts';
import { temporaryFolder } from '../../../testing/temporary-folder.ts';

const projectFolder = join(import.meta.dirname, '..', '..', '..', '..');
const isBuilt = existsSync(join(projectFolder, 'out', 'renderer', 'index.html'));
if (!isBuilt) console.warn('skipped: strata serve (no page is built; npm test builds it first)');
const folder = temporaryFolder();

function serve(...args: string[]): SpawnedCommand {
  const env = { STRATA_STATE: folder.at('state') };
  return spawnCommand('strata', ['serve', '--no-open', ...args], env);
}

/** The line it prints. */
function addressOf({ child }: SpawnedCommand): Promise<string> {
  return new Promise((resolve) => {
    child.stdout?.once('data', (part) => resolve(part.toString('utf8').trim()));
  });
}

describe.skipIf(!isBuilt)('strata serve', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 0],
  ] as const)('serves the app, prints one line, and ends on %s with %i', async (signal, exit) => {
    const command = serve('--demo');
    const address = await addressOf(command);
    const visit = await fetch(address, { redirect: 'manual' });
    const cookie = visit.headers.get('set-cookie')?.split(';')[0] ?? '';
    const page = await fetch(new URL('/', address), { headers: { cookie } });
    command.child.kill(signal);
    const { code, stdout, stderr } = await command.ended;

    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43}$/);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('<div id="root">');
    expect({ code, stdout, stderr }).toEqual({ code: exit, stdout: `${address}\n`, stderr: '' });
  });

  it('uses the port that it is given, and says so when that is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    const { code, stdout, stderr } = await serve('--port', String(port)).ended;
    other.close();

    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`port ${port} cannot be used`);
  });

  it('fails for a folder that is not there, before it serves anything', async () => {
    const { code, stdout } = await serve(folder.at('nothing')).ended;
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });
});
