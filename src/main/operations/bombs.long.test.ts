import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { bombs } from '#testing/hostile/bombs.ts';
import { temporaryFolder } from '#testing/temporary-folder.ts';

/** reliability.md §4, row 16. */
const folder = temporaryFolder();
const child = fileURLToPath(new URL('../../testing/hostile/bomb-process.ts', import.meta.url));

describe('a file that wants memory or time', () => {
  it.each(bombs.map((bomb) => [bomb.name, bomb] as const))(
    '%s is refused for little of both',
    async (name, bomb) => {
      await writeFile(folder.at('bomb'), bomb.file());
      const text = execFileSync(process.execPath, [child, bomb.kind, folder.at('bomb')], {
        encoding: 'utf8',
      });
      const { codes, seconds, megabytes } = JSON.parse(text) as {
        codes: string[];
        seconds: number;
        megabytes: number;
      };
      expect(codes.filter((code) => !bomb.codes.includes(code))).toEqual([]);
      expect(megabytes).toBeLessThan(256);
      expect(seconds).toBeLessThan(5);
      console.warn(
        `${name}: ${codes[0]}, ${Math.round(megabytes)} MiB, ${seconds.toFixed(2)} s of processor time`,
      );
    },
  );
});
