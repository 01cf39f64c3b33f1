import { ArchiveError } from '#contract/archive-error.ts';

/**
 * The order in which questions to the index are answered on the engine's one thread: rows of a table first,
 * what decorates it after. Between two answers, new questions come in.
 */
export interface QueryTurns {
  take<Value>(question: Question, answer: () => Value): Promise<Value>;
}

export interface Question {
  /** Rows on screen, or what may wait for them: counts, histograms, trees. */
  urgency: 'rows' | 'later';
  /** Which table asks, and for what: an older question of the same table for something else is dropped. */
  table?: { name: string; content: string };
}

interface Waiting {
  question: Question;
  answer(): void;
  drop(): void;
}

export function createQueryTurns(): QueryTurns {
  const waiting: Record<Question['urgency'], Waiting[]> = { rows: [], later: [] };
  let isComing = false;

  return {
    take(question, answer) {
      dropOutdated(question);
      return new Promise((resolve, reject) => {
        waiting[question.urgency].push({
          question,
          answer: () => {
            try {
              resolve(answer());
            } catch (error) {
              reject(error);
            }
          },
          drop: () => reject(new ArchiveError('cancelled', 'a newer question took its place')),
        });
        comeBack();
      });
    },
  };

  function comeBack() {
    if (isComing) return;
    isComing = true;
    setImmediate(() => {
      isComing = false;
      (waiting.rows.shift() ?? waiting.later.shift())?.answer();
      if (waiting.rows.length + waiting.later.length > 0) comeBack();
    });
  }

  function dropOutdated({ urgency, table }: Question) {
    if (table === undefined) return;
    const outdated = waiting[urgency].filter(({ question: { table: other } }) => {
      return other?.name === table.name && other.content !== table.content;
    });
    waiting[urgency] = waiting[urgency].filter((entry) => !outdated.includes(entry));
    for (const entry of outdated) entry.drop();
  }
}
