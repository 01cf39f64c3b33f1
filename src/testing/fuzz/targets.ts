import { readFilter } from '#contract/filter/bind-filter.ts';
import { formatFilter } from '#contract/filter/format-filter.ts';
import { parseFilter } from '#contract/filter/parse-filter.ts';
import type { NameScope } from '#contract/filter/resolve-names.ts';
import { readBundleRecord } from '../../main/formats/bundle/read-bundle-record.ts';
import { readDocument } from '../../main/formats/bundle/read-document.ts';
import { aBundle, payloadOf, readFixture } from '../bundle-builder.ts';
import { seedBundles } from '../hostile/mutants.ts';
import { mutated } from '../mutations.ts';

type Random = (below: number) => number;

export interface FuzzTarget {
  /** Parts of the addresses of the code that is looked at. */
  code: readonly string[];
  seeds(): Buffer[];
  mutate(input: Buffer, random: Random): Buffer;
  run(input: Buffer): void;
}

/** What a filter is made of, and what it should not be made of. */
const words = [
  ...[
    'and',
    'or',
    'not',
    '&&',
    '||',
    '(',
    ')',
    'like',
    'escape',
    'in',
    'between',
    'is',
    'null',
    'true',
    'contains',
  ],
  ...[
    '~',
    '!~',
    '=',
    '==',
    '!=',
    '<>',
    '<',
    '<=',
    '>',
    '>=',
    ',',
    '.',
    '-',
    '+',
    '*',
    '/',
    ';',
    '--',
    '/*',
    '%',
    '_',
  ],
  ...[
    'sharpe',
    'tag',
    'params.x',
    'params."a b"',
    'runs',
    'json_extract(parameters_json, "$.x")',
    '`tag`',
    '"tag"',
  ],
  ...[
    "'x'",
    '"x"',
    "'",
    '"',
    '`',
    '\\',
    '1',
    '-1.5e308',
    '1e999',
    'inf',
    'nan',
    '0x10',
    '2024-01-31',
    '12d',
    '\u0000',
  ],
  ...[
    'select',
    'union',
    'attach',
    '\u202e',
    '\ud800',
    '😀',
    'ä',
    ' ',
    '\n',
    '9'.repeat(400),
    '('.repeat(40),
  ],
];

const scope: NameScope = { rows: 'runs', parameters: new Set(['x', 'a b']) };

export const targets: Readonly<Record<string, FuzzTarget>> = {
  bundle: {
    code: ['src/main/formats/'],
    // Of a bundle: its version, then its document, so that what is mutated means something.
    seeds: () =>
      seedBundles.map((name) => Buffer.concat([readFixture(name).subarray(4, 5), payloadOf(name)])),
    mutate: (input, random) => mutated(input, random),
    run(input) {
      const bytes = aBundle(input[0] ?? 0, input.subarray(1));
      readDocument(bytes);
      readBundleRecord(bytes);
    },
  },
  filter: {
    code: ['src/contract/filter/'],
    seeds: () =>
      [
        '',
        'sharpe > 1',
        'tag like "a%" and not (params.x in (1, 2) or sharpe between 1 and 2)',
      ].map((text) => Buffer.from(text)),
    mutate: mutateText,
    run(input) {
      const text = input.toString('utf8');
      const node = parseFilter(text);
      const written = formatFilter(node);
      if (formatFilter(parseFilter(written)) !== written)
        throw new Error(`${written} is read otherwise`);
      readFilter(text, scope);
    },
  },
};

function mutateText(input: Buffer, random: Random): Buffer {
  let text = input.toString('utf8');
  for (let changes = 1 + random(4); changes > 0; changes--) {
    const at = random(text.length + 1);
    const word = words[random(words.length)]!;
    const length = random(4) === 0 ? random(12) : 0;
    text = `${text.slice(0, at)}${random(3) === 0 ? '' : ' '}${word} ${text.slice(at + length)}`;
  }
  return Buffer.from(text.slice(0, 3000));
}
