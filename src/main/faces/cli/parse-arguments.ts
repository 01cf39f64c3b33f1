import { nearestNames } from '#contract/filter/nearest-names.ts';
import type { CommandSpec, OptionSpec } from './command-spec.ts';
import { UsageError } from './usage-error.ts';

/** What was typed after the command's name. Options by their own name, whichever spelling was used. */
export interface ParsedArguments {
  readonly command: string;
  readonly words: readonly string[];
  readonly options: ReadonlyMap<string, readonly string[]>;
}

/**
 * `--name value`, `--name=value`, `-n value`, `-nvalue`, switches, and `--` before words that begin with a
 * dash. A value may begin with a dash itself: `--limit -1`. Throws `UsageError` with the nearest name.
 */
export function parseArguments(spec: CommandSpec, args: readonly string[]): ParsedArguments {
  const options = new Map<string, string[]>();
  const words: string[] = [];
  const rest = [...args];

  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    if (arg === '--') {
      words.push(...rest.splice(0));
    } else if (arg.startsWith('-') && arg !== '-') {
      const { option, value } = readOption(spec, arg);
      if (options.has(option.name) && option.value !== undefined && !option.isMany) {
        throw new UsageError(`--${option.name} is given twice`, spec.name);
      }
      const given = option.value === undefined ? '' : (value ?? rest.shift());
      if (given === undefined) {
        throw new UsageError(`${arg} needs a value: ${option.value}`, spec.name);
      }
      options.set(option.name, [...(options.get(option.name) ?? []), given]);
    } else {
      words.push(arg);
    }
  }
  if (!options.has('help')) checkWords(spec, words);
  return { command: spec.name, words, options };
}

function readOption(spec: CommandSpec, arg: string): { option: OptionSpec; value?: string } {
  const isLong = arg.startsWith('--');
  const at = isLong ? arg.indexOf('=') : 2;
  const name = isLong ? arg.slice(2, at < 0 ? undefined : at) : arg.slice(1, 2);
  const attached = isLong ? (at < 0 ? undefined : arg.slice(at + 1)) : arg.slice(2) || undefined;
  const option = spec.options.find((known) =>
    isLong ? known.name === name || known.aliases?.includes(name) : known.short === name,
  );
  if (option === undefined) throw unknownOption(spec, isLong ? `--${name}` : `-${name}`);
  if (attached === undefined) return { option };
  if (option.value === undefined) {
    throw new UsageError(`--${option.name} takes no value`, spec.name);
  }
  return { option, value: attached };
}

function unknownOption(spec: CommandSpec, typed: string): UsageError {
  const known = spec.options.flatMap((option) => [option.name, ...(option.aliases ?? [])]);
  const nearest = nearestNames(typed.replace(/^-+/, ''), known).map((name) => `--${name}`);
  const hint = nearest.length > 0 ? `; did you mean ${nearest.join(' or ')}?` : '';
  return new UsageError(`unknown option ${typed}${hint}`, spec.name);
}

function checkWords(spec: CommandSpec, words: readonly string[]): void {
  const missing = spec.arguments[words.length];
  if (missing !== undefined && !missing.isOptional) {
    throw new UsageError(`<${missing.name}> is missing: ${missing.about}`, spec.name);
  }
  const takesMany = spec.arguments.some((argument) => argument.isMany);
  const extra = words[spec.arguments.length];
  if (extra !== undefined && !takesMany) {
    throw new UsageError(`"${extra}" is one word too many`, spec.name);
  }
}
