import type { CommandSpec, OptionSpec } from './command-spec.ts';
import { commandTable } from './command-table.ts';

const exitCodeNote =
  'Exit codes: 0 done, 1 failed, 2 wrong usage, 3 partly done (what failed is listed), 4 locked by another process or could not be checked, 130 cancelled.';

/** Columns of the help. */
const WIDTH = 92;

export function programHelp(program: string): string {
  const names = commandTable.map((command) => command.name);
  const column = Math.max(...names.map((name) => name.length)) + 2;
  return [
    'The archive for algorithmic-trading backtests (.iafbt and .obtf bundles).',
    '',
    `Usage: ${program} <command> [options]`,
    '',
    'Commands:',
    ...commandTable.map((command) => `  ${command.name.padEnd(column)}${command.summary}`),
    '',
    `${program} help <command> says what a command takes; ${program} --version, which release this is.`,
    wrap(exitCodeNote),
    '',
  ].join('\n');
}

export function commandHelp(program: string, command: CommandSpec): string {
  const entries = [
    ...command.arguments.map((argument) => [`<${argument.name}>`, argument.about] as const),
    ...command.options.map((option) => [optionNames(option), option.about] as const),
  ];
  const column = Math.max(...entries.map(([name]) => name.length)) + 4;
  return [
    command.summary,
    '',
    `Usage: ${program} ${usageOf(command)}`,
    '',
    ...entries.map(([name, about]) => wrap(`  ${name.padEnd(column - 2)}${about}`, column)),
    ...(command.notes ?? []).flatMap((note) => ['', wrap(note)]),
    ...examplesOf(command),
    '',
  ].join('\n');
}

export function usageOf(command: CommandSpec): string {
  const words = command.arguments.map((argument) => {
    const name = `<${argument.name}>${argument.isMany ? '...' : ''}`;
    return argument.isOptional ? `[${name}]` : name;
  });
  return [command.name, ...words, '[options]'].join(' ');
}

/** `--limit N, -n N`; other spellings follow. */
export function optionNames(option: OptionSpec): string {
  const names = [
    `--${option.name}`,
    ...(option.aliases ?? []).map((alias) => `--${alias}`),
    ...(option.short === undefined ? [] : [`-${option.short}`]),
  ];
  return `${names.join(', ')}${option.value === undefined ? '' : ` ${option.value}`}`;
}

function examplesOf(command: CommandSpec): string[] {
  const examples = command.examples ?? [];
  return examples.length === 0
    ? []
    : ['', 'Examples:', ...examples.map((example) => `  ${example}`)];
}

/** Breaks at blanks; what follows the first line is indented. */
function wrap(text: string, indent = 0): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/(?<=\S) /)) {
    if (line !== '' && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = ' '.repeat(indent) + word.trimStart();
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line].join('\n');
}
