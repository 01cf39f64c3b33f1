import { describe, expect, it } from 'vitest';
import { findCommand } from './command-table.ts';
import { parseArguments } from './parse-arguments.ts';

describe('the arguments of list', () => {
  it('take values after a blank, after an equals sign, and after a letter', () => {
    for (const args of [
      ['a', '--limit', '5'],
      ['a', '--limit=5'],
      ['a', '-n', '5'],
      ['a', '-n5'],
    ]) {
      expect(parse('list', args).options.get('limit')).toEqual(['5']);
    }
  });

  it('take values that begin with a dash', () => {
    expect(parse('list', ['a', '-n', '-1']).options.get('limit')).toEqual(['-1']);
    expect(parse('rank', ['a', '--weights', '-a=-1']).options.get('weights')).toEqual(['-a=-1']);
  });

  it('keep every sort key in order, and know the spellings of the reference', () => {
    const given = parse('list', ['--sort', 'a', 'archive', '--sort', 'b', '--where', 'x > 1']);

    expect(given.options.get('sort')).toEqual(['a', 'b']);
    expect(given.options.get('filter')).toEqual(['x > 1']);
    expect(given.words).toEqual(['archive']);
  });

  it('take words that begin with a dash after two dashes', () => {
    expect(parse('list', ['--json', '--', '--odd']).words).toEqual(['--odd']);
  });

  it('need no words beside --help', () => {
    expect(parse('list', ['--help']).options.has('help')).toBe(true);
  });
});

describe('a wrong command line', () => {
  it.each([
    [['a', '--srot', 'x'], /unknown option --srot; did you mean --sort\?/],
    [['a', '--whare', 'x'], /did you mean --where\?/],
    [['a', '-x'], /unknown option -x/],
    [['a', '--limit'], /--limit needs a value: N/],
    [['a', '--limit', '1', '-n', '2'], /--limit is given twice/],
    [['a', '--json=yes'], /--json takes no value/],
    [['a', 'b'], /"b" is one word too many/],
    [[], /<archive> is missing/],
  ])('%j says what is wrong with it', (args, message) => {
    expect(() => parse('list', args)).toThrow(message);
  });
});

function parse(command: string, args: string[]) {
  const spec = findCommand(command);
  if (spec === undefined) throw new Error(`no command ${command}`);
  return parseArguments(spec, args);
}
