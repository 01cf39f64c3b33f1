import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { bundleAt } from '#testing/index-builders.ts';
import { asOrdinaryUser } from '#testing/ordinary-user.ts';
import { temporaryFolder } from '#testing/temporary-folder.ts';
import { openIndexReader, openIndexWriter } from './open-index.ts';
import { queryRows, readState } from './query-rows.ts';
import { schemaVersion } from './schema.ts';
import { writeChanges } from './write-rows.ts';

const golden = join(import.meta.dirname, '../../../../fixtures/golden');
const failsWith = (code: string) => expect.objectContaining({ code });
const all = {
  rows: 'backtests',
  filter: '',
  quick: '',
  sort: [],
  columns: [],
  offset: 0,
  limit: 10,
} as const;

describe('an index', () => {
  const folder = temporaryFolder();
  const file = () => folder.at('index.sqlite');
  const write = (rebuild = false) => openIndexWriter(file(), { rebuild });

  function writeOne(): void {
    const writer = write();
    writeChanges(writer, [bundleAt('a.iafbt', { tag: 't' })]);
    writer.close();
  }

  function setSchemaVersion(version: number): void {
    const db = new SqliteDatabase(file());
    db.prepare("UPDATE strata_index SET value = ? WHERE name = 'schema_version'").run(version);
    db.close();
  }

  it('is made when missing, and is one file once closed', () => {
    const writer = write();
    expect(writer).toMatchObject({ isEmpty: true, setAside: null });
    writer.close();
    expect(readdirSync(folder.path)).toEqual(['index.sqlite']);
    expect(readState(openIndexReader(file()))).toEqual({
      version: 0,
      backtests: 0,
      studies: 0,
      runs: 0,
    });
  });

  it('is one file after reading too', () => {
    writeOne();
    const reader = openIndexReader(file());
    expect(queryRows(reader, all).total).toBe(1);
    reader.close();
    expect(readdirSync(folder.path)).toEqual(['index.sqlite']);
  });

  it('opened for reading cannot be written', () => {
    writeOne();
    const reader = openIndexReader(file());
    expect(() => reader.db.exec('DELETE FROM backtests')).toThrow(/readonly/);
    reader.close();
  });

  it('is read while it is written, from the first moment', () => {
    const writer = write();
    writeChanges(writer, [bundleAt('a.iafbt')]);
    const reader = openIndexReader(file());
    expect(readState(reader).backtests).toBe(1);
    writeChanges(writer, [bundleAt('b.iafbt')]);
    expect(readState(reader).backtests).toBe(2);
    reader.close();
    writer.close();
  });

  it('that is open is not in the way of another writer, who waits for his turn', () => {
    const one = write();
    const other = write();
    writeChanges(one, [bundleAt('a.iafbt', { parameters: { p: 1 } })]);
    writeChanges(other, [bundleAt('b.iafbt', { parameters: { q: 1, p: 2 } })]);
    expect(writeChanges(one, [bundleAt('c.iafbt', { parameters: { q: 3 } })])).toEqual({
      version: 3,
      backtests: 3,
      studies: 0,
      runs: 3,
    });
    one.close();
    other.close();
    const reader = openIndexReader(file());
    expect(
      queryRows(reader, { ...all, filter: 'q is not null' }).rows.map((row) => row.handle),
    ).toEqual(['b', 'c']);
    reader.close();
  });

  it('of an older schema is emptied for writing, and refused for reading', () => {
    writeOne();
    setSchemaVersion(schemaVersion - 1);
    expect(() => openIndexReader(file())).toThrow(failsWith('index-outdated'));
    const writer = write();
    expect(writer.isEmpty).toBe(true);
    writer.close();
    const reader = openIndexReader(file());
    expect(readState(reader).backtests).toBe(0);
    reader.close();
  });

  it('of a newer schema is refused by its number, and left as it is', () => {
    writeOne();
    setSchemaVersion(schemaVersion + 1);
    const before = readFileSync(file());
    const newer = expect.objectContaining({
      code: 'archive-newer',
      message: expect.stringContaining(`version ${schemaVersion + 1}`),
    });
    expect(() => openIndexReader(file())).toThrow(newer);
    expect(() => write()).toThrow(newer);
    expect(() => write(true)).toThrow(newer);
    expect(readFileSync(file()).equals(before)).toBe(true);
  });

  it('is emptied by a rebuild, for readers that are open too', () => {
    writeOne();
    const reader = openIndexReader(file());
    const before = readState(reader);
    const writer = write(true);
    expect(writer.isEmpty).toBe(true);
    expect(readState(reader)).toMatchObject({ backtests: 0 });
    expect(readState(reader).version).toBeGreaterThan(before.version);
    writer.close();
    reader.close();
  });

  it.each([
    ['no database at all', () => 'not a database, '.repeat(500)],
    ['a torn database', () => readFileSync(join(golden, 'v1/index.sqlite')).subarray(0, 5000)],
  ])('that is %s is refused, and set aside only by a rebuild', (_, content) => {
    writeFileSync(file(), content());
    const before = readFileSync(file());
    expect(() => openIndexReader(file())).toThrow(failsWith('index-damaged'));
    expect(() => write()).toThrow(failsWith('index-damaged'));
    const writer = write(true);
    expect(writer).toMatchObject({ isEmpty: true, setAside: folder.at('index.damaged.sqlite') });
    writer.close();
    expect(readFileSync(folder.at('index.damaged.sqlite')).equals(before)).toBe(true);
  });

  it('damaged in its middle gives a typed failure, never a wrong kind of error', () => {
    const writer = write();
    writeChanges(
      writer,
      Array.from({ length: 300 }, (_, no) => bundleAt(`${no}.iafbt`, { tag: `tag ${no}` })),
    );
    writer.close();
    const bytes = readFileSync(file());
    bytes.fill(0xa5, 8192, bytes.length - 8192);
    writeFileSync(file(), bytes);
    expect(() => {
      const reader = openIndexReader(file());
      try {
        queryRows(reader, {
          ...all,
          sort: [{ column: 'tag', descending: true }],
          filter: 'cagr is null',
        });
      } finally {
        reader.close();
      }
    }).toThrow(failsWith('index-damaged'));
  });

  it('of the reference is set aside when ours is written', () => {
    copyFileSync(join(golden, 'v1/index.sqlite'), file());
    const writer = write();
    expect(writer.setAside).toBe(folder.at('index.reference.sqlite'));
    writer.close();
    expect(
      readFileSync(folder.at('index.reference.sqlite')).equals(
        readFileSync(join(golden, 'v1/index.sqlite')),
      ),
    ).toBe(true);
    copyFileSync(join(golden, 'v2/index.sqlite'), file());
    write().close();
    expect(readdirSync(folder.path).sort()).toEqual([
      'index.reference-2.sqlite',
      'index.reference.sqlite',
      'index.sqlite',
    ]);
  });

  it('of nobody we know is refused, rebuild or not', () => {
    const db = new SqliteDatabase(file());
    db.exec('CREATE TABLE addresses (name TEXT)');
    db.close();
    for (const open of [() => openIndexReader(file()), () => write(), () => write(true)]) {
      expect(open).toThrow(failsWith('not-an-archive'));
    }
    expect(existsSync(file())).toBe(true);
  });

  it('that is missing, a folder or in a missing folder says so', () => {
    expect(() => openIndexReader(folder.at('none.sqlite'))).toThrow(failsWith('not-found'));
    expect(() => openIndexWriter(folder.at('none/index.sqlite'), { rebuild: false })).toThrow(
      failsWith('not-found'),
    );
    mkdirSync(file());
    expect(() => openIndexReader(file())).toThrow(failsWith('not-an-archive'));
    expect(() => write()).toThrow(failsWith('not-an-archive'));
  });

  it.skipIf(process.platform === 'win32')(
    'on read-only media is read, its folder left as it is',
    async () => {
      writeOne();
      chmodSync(file(), 0o444);
      chmodSync(folder.path, 0o555);
      await asOrdinaryUser(async () => {
        const reader = openIndexReader(file());
        expect(queryRows(reader, all).rows.map((row) => row.handle)).toEqual(['a']);
        reader.close();
        expect(() => write()).toThrow(failsWith('no-permission'));
      });
      chmodSync(folder.path, 0o755);
      expect(readdirSync(folder.path)).toEqual(['index.sqlite']);
    },
  );
});
