import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { asOrdinaryUser } from '#testing/ordinary-user.ts';
import { temporaryFolder } from '#testing/temporary-folder.ts';
import { takeWriterLock } from './writer-lock.ts';

const folder = temporaryFolder();

describe("the writer's lock", () => {
  it('is had by one at a time, in one process too', () => {
    const lock = takeWriterLock(folder.at('index.sqlite'), 'index.sqlite');

    expect(() => takeWriterLock(folder.at('index.sqlite'), 'index.sqlite')).toThrow(
      expect.objectContaining({
        code: 'archive-locked',
        message: expect.stringContaining(`${process.pid}`),
      }),
    );
    // Asking in vain must not have freed it.
    expect(() => takeWriterLock(folder.at('index.sqlite'), 'index.sqlite')).toThrow(
      /being written/,
    );

    lock.release();
    takeWriterLock(folder.at('index.sqlite'), 'index.sqlite').release();
  });

  it('names the process that has it, and is free once that is killed', async () => {
    const holder = spawn(process.execPath, ['--input-type=module', '-e', holdLock(folder.at('x'))]);
    await once(holder.stdout, 'data');

    expect(() => takeWriterLock(folder.at('x'), 'x')).toThrow(
      `x is being written by process ${holder.pid}`,
    );

    holder.kill('SIGKILL');
    await once(holder, 'exit');
    takeWriterLock(folder.at('x'), 'x').release();
  });

  it.runIf(process.platform !== 'win32')('says so where nothing can be written', async () => {
    await chmod(folder.path, 0o555);

    const refused = asOrdinaryUser(async () => takeWriterLock(folder.at('x'), 'x'));

    await expect(refused).rejects.toMatchObject({ code: 'no-permission' });
  });
});

function holdLock(file: string): string {
  const module = new URL('./writer-lock.ts', import.meta.url).href;
  return `import { takeWriterLock } from ${JSON.stringify(module)};
    // Held by a name that lasts: a lock nobody refers to is collected, and free.
    globalThis.held = takeWriterLock(${JSON.stringify(file)}, 'x');
    process.stdout.write('held');
    setInterval(() => {}, 1000);`;
}
