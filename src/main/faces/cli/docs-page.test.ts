import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { commandTable } from './command-table.ts';
import { cliDocsPage } from './docs-page.ts';
import { commandHelp } from './help-text.ts';

describe('docs/cli.md', () => {
  const page = readFileSync(new URL('../../../../docs/cli.md', import.meta.url), 'utf8');

  it('is what the table of commands makes of it; npm run docs brings it up to date', () => {
    expect(page).toBe(cliDocsPage());
  });

  it.each(commandTable)('names every option that $name --help names', (command) => {
    const section = page.split(`## ${command.name}\n`)[1]?.split('\n## ')[0];
    const named = commandHelp('strata', command).match(/(?<=\s)--[a-z-]+/g) ?? [];

    expect(named.length).toBeGreaterThan(0);
    for (const option of named) expect(section).toContain(option);
  });
});
