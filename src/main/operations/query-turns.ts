import { ArchiveError } from '#contract/archive-error.ts';

/**
 * The order in which questions to the index are answered on the engine's one thread: rows of a table first,
 * what decorates it after. Between two answers, new questions come in.
 */
export interface QueryTurns {
  /** Throws `cancelled` when a newer question took its place, or when the engine is being closed. */
  take<Value>(question: Question, answer: () => Value): Promise<Value>;
  /** Nothing waits any more, and nothing more is taken: the files behind are about to be closed. */
  close(): void;
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
  drop(why: string): void;
}

export function createQueryTurns(): QueryTurns {
  const waiting: Record<Question['urgency'], Waiting[]> = { rows: [], later: [] };
  let isComing = false;
  let isClosed = false;

  return {
    take(question, answer) {
      if (isClosed) return Promise.reject(cancelled(closing));
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
          drop: (why) => reject(cancelled(why)),
        });
        comeBack();
      });
    },
    close() {
      isClosed = true;
      for (const entry of [...waiting.rows.splice(0), ...waiting.later.splice(0)]) {
        entry.drop(closing);
      }
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
    for (const entry of outdated) entry.drop('a newer question took its place');
  }
}

const closing = 'the engine is being closed';

function cancelled(why: string): ArchiveError {
  return new ArchiveError('cancelled', why);
}
