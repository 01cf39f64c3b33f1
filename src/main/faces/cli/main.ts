#!/usr/bin/env node
import { basename } from 'node:path';
import { exitCodes } from './exit-code.ts';
import { runCli } from './run-cli.ts';
import { processTerminal } from './terminal.ts';

const program = basename(process.argv[1] ?? '').startsWith('iaf') ? 'iaf' : 'strata';
const interruption = new AbortController();

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK'] as const) {
  process.on(signal, () => {
    // The second time the user does not want to wait for a clean end.
    if (interruption.signal.aborted) process.exit(exitCodes.cancelled);
    interruption.abort(signal);
  });
}

process.exitCode = await runCli(
  program,
  process.argv.slice(2),
  processTerminal(interruption.signal),
);
