import { runCli } from '../main/faces/cli/run-cli.ts';

export interface CommandRun {
  code: number;
  stdout: string;
  stderr: string;
}

/** A command line in this process, with its output in texts; as in a pipe unless a width is given. */
export async function runCommand(
  program: 'strata' | 'iaf',
  args: readonly string[],
  { width = null }: { width?: number | null } = {},
): Promise<CommandRun> {
  let stdout = '';
  let stderr = '';
  const code = await runCli(program, args, {
    async write(text) {
      stdout += text;
    },
    say(text) {
      stderr += text;
    },
    flush() {},
    width,
    progressWidth: null,
    signal: new AbortController().signal,
  });
  return { code, stdout, stderr };
}
