#!/usr/bin/env node
import { basename } from 'node:path';
import { exitCodes } from './exit-code.ts';
import { runCli } from './run-cli.ts';
import { processTerminal } from './terminal.ts';

const program = basename(process.argv[1] ?? '').startsWith('iaf') ? 'iaf' : 'strata';
const interruption = new AbortController();

// On Windows SIGHUP is the console being closed; elsewhere it stays with nohup.
const endings =
  process.platform === 'win32'
    ? (['SIGINT', 'SIGBREAK', 'SIGHUP'] as const)
    : (['SIGINT', 'SIGTERM'] as const);
for (const signal of endings) {
  process.on(signal, () => {
    // The second time the user does not want to wait for a clean end.
    if (interruption.signal.aborted) process.exit(exitCodes.cancelled);
    interruption.abort(signal);
  });
}

const terminal = processTerminal(interruption.signal);
process.exitCode = await runCli(program, process.argv.slice(2), terminal);
terminal.flush();
