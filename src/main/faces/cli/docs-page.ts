import type { CommandSpec } from './command-spec.ts';
import { commandTable } from './command-table.ts';
import { exitCodes } from './exit-code.ts';
import { optionNames, usageOf } from './help-text.ts';

const exitMeanings: Readonly<Record<keyof typeof exitCodes, string>> = {
  done: 'Done',
  failed: 'Failed, or damage was found',
  wrongUsage:
    'Wrong usage: an unknown command, option, column or path, or a filter that cannot be read',
  partlyDone: 'Partly done: some inputs failed; they are listed',
  locked: 'Another process writes to the archive, or it could not be checked',
  cancelled: 'Cancelled with Ctrl-C; what was done is kept',
};

const intro = `# The command line

<!-- Made by \`npm run docs\` from src/main/faces/cli/command-table.ts: change it there. -->

\`strata\` and \`iaf\` are one program. From a checkout: \`node bin/strata.mjs …\`. Both take every spelling below; called as \`iaf\` it
shows by itself the columns that the reference's own \`list\` and \`rank\` show, under their names (\`summary_sharpe_ratio\`,
\`bundle_path\`), so that scripts written for the reference go on working. What differs is in
[known-differences.md](known-differences.md).

\`<archive>\` is a folder that has been indexed, or an \`index.sqlite\`, also one that the reference made. Results go to standard output,
all else to standard error; progress is shown only on a terminal. With \`--json\` standard output is JSON and nothing else.
`;

/** The page `docs/cli.md`, from the table that parsing and \`--help\` use. */
export function cliDocsPage(): string {
  return [
    intro,
    '| exit code | meaning |\n| --- | --- |',
    ...Object.entries(exitMeanings).map(
      ([name, meaning]) => `| ${exitCodes[name as keyof typeof exitCodes]} | ${meaning} |`,
    ),
    '',
    ...commandTable.map(commandSection),
  ].join('\n');
}

function commandSection(command: CommandSpec): string {
  const rows = [
    ...command.arguments.map((argument) => [`<${argument.name}>`, argument.about] as const),
    ...command.options.map((option) => [optionNames(option), option.about] as const),
  ];
  return [
    `## ${command.name}`,
    '',
    `${command.summary}.`,
    '',
    `    strata ${usageOf(command)}`,
    '',
    '| | |\n| --- | --- |',
    ...rows.map(([name, about]) => `| \`${cell(name)}\` | ${cell(prose(about))} |`),
    '',
    ...(command.notes ?? []).flatMap((note) => [prose(note), '']),
    ...(command.examples === undefined ? [] : ['```sh', ...command.examples, '```', '']),
  ].join('\n');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

/** Outside of code, `<dir>` would be a tag. */
function prose(text: string): string {
  return text.replaceAll('<', '&lt;');
}
