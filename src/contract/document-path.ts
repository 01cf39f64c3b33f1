import { ArchiveError } from './archive-error.ts';
import type { DocumentPath } from './document.ts';

/** A path as people write it: `studies.default.vector_runs[0]`, odd keys as `["a b"]`; empty for the root. */
export function describePath(path: DocumentPath): string {
  const text = path
    .map((step) => {
      if (typeof step === 'number') return `[${step}]`;
      return /^[\p{L}_@][\p{L}\p{N}_@-]*$/u.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
    })
    .join('');
  return text.replace(/^\./, '');
}

const step = /\.?([^.[\]"]+)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]/uy;

/** The reverse. Throws `bad-request` that says where. */
export function parsePath(text: string): (string | number)[] {
  const path: (string | number)[] = [];
  for (let at = 0; at < text.length; at = step.lastIndex) {
    step.lastIndex = at;
    const [found, key, position, quoted] = step.exec(text) ?? [];
    const hasNoDot = key !== undefined && at > 0 && found?.startsWith('.') === false;
    if (found === undefined || hasNoDot) throw unreadable(text, at);
    if (position !== undefined) path.push(Number(position));
    else path.push(quoted === undefined ? (key as string) : unquote(quoted, text, at));
  }
  return path;
}

function unquote(quoted: string, text: string, at: number): string {
  try {
    return JSON.parse(quoted) as string;
  } catch {
    throw unreadable(text, at);
  }
}

function unreadable(text: string, at: number): ArchiveError {
  return new ArchiveError(
    'bad-request',
    `the path cannot be read at character ${at + 1}: ${text}`,
    {
      advice: 'Write it like studies.default.vector_runs[0], with odd keys as ["a b"].',
    },
  );
}
