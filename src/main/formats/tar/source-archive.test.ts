import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '#testing/temporary-folder.ts';
import { packSource, unpackSource } from './source-archive.ts';
import { writeTar } from './write-tar.ts';

const folder = temporaryFolder();

const bytes = (text: string) => new TextEncoder().encode(text);
const texts = (files: { path: string; bytes: Uint8Array }[]) =>
  files.map((file) => [file.path, new TextDecoder().decode(file.bytes)]);

const strategy = [
  { path: 'strategy.py', bytes: bytes('print("buy")\n') },
  { path: 'signals/стратегия 東京.py', bytes: bytes('') },
  { path: `${'deep/'.repeat(30)}rules.py`, bytes: bytes('x'.repeat(2000)) },
];

describe('source code packed into a chunk', () => {
  it('comes out file by file, in the order of the names', () => {
    expect(texts(unpackSource(packSource(strategy)))).toEqual(
      texts([strategy[2]!, strategy[1]!, strategy[0]!]),
    );
  });

  it('is the same chunk in whatever order the files are found', () => {
    expect(packSource(strategy.toReversed())).toEqual(packSource(strategy));
  });

  it('holds any file under any name', () => {
    const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 150 });
    const part = name.filter((text) => !/[/\\:\0]|^\.{1,2}$/.test(text) && text.isWellFormed());
    fc.assert(
      fc.property(part, fc.uint8Array({ maxLength: 1500 }), (path, content) => {
        const [file] = unpackSource(packSource([{ path, bytes: content }]));
        expect(file?.path).toBe(path);
        expect(new Uint8Array(file!.bytes)).toEqual(content);
      }),
      { numRuns: 50 },
    );
  });

  it('is what any tar reads', () => {
    writeFileSync(folder.at('code.tar.gz'), packSource(strategy));
    const listed = execFileSync('tar', ['-tzf', folder.at('code.tar.gz')], {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C.UTF-8' },
    });
    expect(listed.trim().split('\n')).toHaveLength(3);
    expect(listed).toContain(`${'deep/'.repeat(30)}rules.py`);
    expect(listed).toContain('strategy.py');
  });
});

describe('a stranger’s chunk of source code', () => {
  it.each(['../up.py', '/etc/passwd', 'a/../../b', 'C:x', 'a\\..\\b', 'a//b'])(
    'is refused when it names %s',
    (path) => {
      const chunk = packSource([{ path, bytes: bytes('x') }]);
      expect(() => unpackSource(chunk)).toThrow(/leads out/);
    },
  );

  it('is refused when it is cut, changed, or no gzip', () => {
    const tar = writeTar(strategy);
    const changed = Uint8Array.from(tar);
    changed[3] = 0x21;
    expect(() => unpackSource(gzipSync(changed))).toThrow(/a header is damaged/);
    expect(() => unpackSource(gzipSync(tar.subarray(0, 700)))).toThrow(/ends early/);
    expect(() => unpackSource(packSource(strategy).subarray(0, 40))).toThrow(/cannot be read/);
    expect(() => unpackSource(bytes('code'))).toThrow(/cannot be read/);
  });

  it('is refused when it holds a link', () => {
    const tar = Uint8Array.from(gunzipSync(packSource([{ path: 'a.py', bytes: bytes('x') }])));
    tar[156] = '2'.charCodeAt(0);
    const sum = tar
      .subarray(0, 512)
      .reduce((all, byte, at) => all + (at >= 148 && at < 156 ? 32 : byte), 0);
    tar.set(bytes(`${sum.toString(8).padStart(6, '0')}\0 `), 148);
    expect(() => unpackSource(gzipSync(tar))).toThrow(/type 2/);
  });
});
