import { expect, it } from 'vitest';
import { failuresAsText } from './failures-as-text.ts';

it('copies failures as a table of one line each', () => {
  const text = failuresAsText([
    { file: 'a/1.iafbt', code: 'bundle-empty', message: 'the file is empty' },
    {
      file: 'odd\tname\n.iafbt',
      code: 'zstd-corrupt',
      message: 'broken',
      offset: 8,
      advice: 'Copy it.',
    },
  ]);
  expect(text.split('\n')).toEqual([
    'file\tcode\tmessage\toffset\tadvice',
    'a/1.iafbt\tbundle-empty\tthe file is empty\t\t',
    'odd name .iafbt\tzstd-corrupt\tbroken\t8\tCopy it.',
  ]);
});
