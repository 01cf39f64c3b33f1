import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { dependenciesPage } from './dependencies-page.ts';
import { readLock } from './read-lock.ts';

const packages = readLock();
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Record<
  string,
  Record<string, string | boolean>
>;

const licenses: ReadonlySet<string> = new Set([
  '(BSD-2-Clause OR MIT OR Apache-2.0)',
  '(MIT OR WTFPL)',
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC-BY-4.0',
  'ISC',
  'MIT',
  'MIT OR Apache-2.0',
  'MPL-2.0',
  'OFL-1.1',
]);

describe('what the project depends on', () => {
  it('is the same archive for everybody, by its SHA-512, from the registry', () => {
    expect(packages.length).toBeGreaterThan(200);
    const loose = packages.filter(
      ({ integrity, resolved }) =>
        // Without an address it comes from the registry npm is set to, and from nowhere else.
        !/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity ?? '') || resolved !== null,
    );
    expect(loose).toEqual([]);
  });

  it('is named by exact versions', () => {
    const kinds = ['dependencies', 'devDependencies', 'optionalDependencies'];
    const versions = kinds.flatMap((kind) => Object.entries(manifest[kind] ?? {}));
    expect(versions.length).toBeGreaterThan(30);
    const exact = /^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?$/;
    expect(versions.filter(([, version]) => !exact.test(String(version)))).toEqual([]);
  });

  it('runs nothing when it is installed but what is allowed to', () => {
    const allowed = Object.entries(manifest.allowScripts ?? {}).filter(([, may]) => may === true);
    const running = packages.filter(({ runsAtInstall }) => runsAtInstall).map(({ name }) => name);
    expect(running).toEqual(['zstd-napi']);
    expect(allowed.map(([name]) => name)).toEqual(running);
  });

  it('has licences that were agreed to', () => {
    const odd = packages.filter(({ license }) => !licenses.has(license));
    expect(odd.map(({ name, license }) => `${name}: ${license}`)).toEqual([]);
  });

  it('is what docs/dependencies.md says (npm run docs writes it)', () => {
    expect(readFileSync('docs/dependencies.md', 'utf8')).toBe(dependenciesPage(packages));
  });

  it('is listed by npm as a CycloneDX document, without the network', () => {
    const args = ['sbom', '--package-lock-only', '--sbom-format', 'cyclonedx'];
    const text = execFileSync('npm', [...args, '--offline'], { encoding: 'utf8' });
    const { bomFormat, components } = JSON.parse(text) as {
      bomFormat: string;
      components: { name: string; version: string; hashes: { alg: string }[] }[];
    };
    expect(bomFormat).toBe('CycloneDX');
    const listed = new Set(components.map(({ name, version }) => `${name} ${version}`));
    const all = packages.map(({ name, version }) => `${name} ${version}`);
    expect(all.filter((one) => !listed.has(one))).toEqual([]);
    expect(components.every(({ hashes }) => hashes.some(({ alg }) => alg === 'SHA-512'))).toBe(
      true,
    );
  });
});
