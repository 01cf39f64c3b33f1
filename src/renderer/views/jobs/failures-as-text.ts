import type { JobFailure } from '#contract/operations.ts';

/** For a mail or a spreadsheet: one line a failure, tabs between, nothing in a cell that would break it. */
export function failuresAsText(failures: readonly JobFailure[]): string {
  const lines = failures.map(({ file, code, message, offset, advice }) =>
    [file, code, message, offset ?? '', advice ?? ''].map(cell).join('\t'),
  );
  return ['file\tcode\tmessage\toffset\tadvice', ...lines].join('\n');
}

function cell(value: string | number): string {
  return String(value).replaceAll(/[\t\r\n]+/g, ' ');
}
