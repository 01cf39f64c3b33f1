import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { columnDocsPage } from '../src/main/store/index/column-docs.ts';

writeFileSync(join(import.meta.dirname, '..', 'docs', 'columns.md'), columnDocsPage());
