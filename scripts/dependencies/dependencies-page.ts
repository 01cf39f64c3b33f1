import type { LockedPackage } from './read-lock.ts';

/** docs/dependencies.md: what users run, by name and licence; the rest by licence only. */
export function dependenciesPage(packages: readonly LockedPackage[]): string {
  const shipped = packages.filter(({ isShipped }) => isShipped);
  const others = packages.filter(({ isShipped }) => !isShipped);
  const rows = shipped.map(({ name, version, license }) => `| ${name} | ${version} | ${license} |`);
  return `${introduction}
## What users run
| package | version | licence |
| --- | --- | --- |
${[...new Set(rows)].join('\n')}

## What only builds and tests
${countByLicense(others)
  .map(([license, count]) => `- ${license}: ${count}`)
  .join('\n')}
`;
}

function countByLicense(packages: readonly LockedPackage[]): [license: string, count: number][] {
  const groups = Map.groupBy(packages, ({ license }) => license);
  return [...groups]
    .map(([license, all]): [string, number] => [license, all.length])
    .sort(([a, left], [b, right]) => right - left || (a < b ? -1 : 1));
}

const introduction = `# Dependencies

Made from \`package-lock.json\` by \`npm run docs\`; a test holds it to that. Packages of all platforms are listed, of which a computer gets
its own. The page's own libraries (React, the charts, the font) count as build tools for npm, as the build takes them in; they are in
the second list. \`npm run sbom\` prints the same as a CycloneDX document.

The rules, each held by \`scripts/dependencies/dependencies.test.ts\`:

- versions are exact, in \`package.json\` too; every archive has its SHA-512 in the lock file, and none comes from anywhere but the registry;
- a package runs code when it is installed only if \`allowScripts\` in \`package.json\` names it;
- licences are those of a list; a new one is a decision.
`;
