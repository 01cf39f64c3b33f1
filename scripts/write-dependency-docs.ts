/** Part of `npm run docs`: writes docs/dependencies.md from the lock file. */
import { writeFileSync } from 'node:fs';
import { dependenciesPage } from './dependencies/dependencies-page.ts';
import { readLock } from './dependencies/read-lock.ts';

writeFileSync('docs/dependencies.md', dependenciesPage(readLock()));
