import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cliDocsPage } from '../src/main/faces/cli/docs-page.ts';

writeFileSync(join(import.meta.dirname, '..', 'docs', 'cli.md'), cliDocsPage());
