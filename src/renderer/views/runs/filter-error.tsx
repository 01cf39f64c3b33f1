import { sentence } from '../../ui/error-note.tsx';

export interface FilterProblem {
  message: string;
  /** Character that it is about. */
  offset: number | null;
}

/** Characters of the expression that are shown on either side of the place. */
const AROUND = 40;

/** What is wrong with an expression, and where. */
export function FilterError({
  id,
  text,
  problem,
}: {
  id: string;
  text: string;
  problem: FilterProblem;
}) {
  const { message, offset } = problem;
  return (
    <div id={id} role="alert" className="filter-error">
      {offset !== null && <Place text={text} offset={offset} />}
      <span>{sentence(message)}</span>
    </div>
  );
}

function Place({ text, offset }: { text: string; offset: number }) {
  const from = Math.max(0, offset - AROUND);
  const at = text.slice(offset, offset + 1);
  return (
    <code className="filter-error-text" aria-hidden="true">
      {from > 0 && '…'}
      {text.slice(from, offset)}
      <mark>{at === '' ? '\u00a0' : at}</mark>
      {text.slice(offset + 1, offset + 1 + AROUND)}
      {offset + 1 + AROUND < text.length && '…'}
    </code>
  );
}
