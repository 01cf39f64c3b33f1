import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  emptyHistory,
  type History,
  redo,
  remember,
  rememberAlone,
  undo,
  without,
} from './history.ts';

/** A value with its history: a step is the value that it leads to. */
interface Known {
  history: History<number>;
  now: number;
}

/** Makes changes a minute apart, each of its own kind. */
function changedBy(values: number[]): Known {
  let history: History<number> = emptyHistory;
  let now = 0;
  values.forEach((value, index) => {
    history = remember(history, now, `kind ${index}`, index * 60_000);
    now = value;
  });
  return { history, now };
}

function move(by: typeof undo, { history, now }: Known): Known | null {
  let next = now;
  const moved = by(
    history,
    (step) => {
      next = step;
      return now;
    },
    () => true,
  );
  return moved === null ? null : { history: moved, now: next };
}

describe('the history of a view', () => {
  it('goes back through everything and forth again', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { maxLength: 50 }), (values) => {
        let known = changedBy(values);
        for (let next = move(undo, known); next !== null; next = move(undo, known)) known = next;
        expect(known.now).toBe(0);
        for (let next = move(redo, known); next !== null; next = move(redo, known)) known = next;
        expect(known.now).toBe(values.at(-1) ?? 0);
      }),
    );
  });

  it('takes quick changes of one kind for one', () => {
    let history: History<string> = remember(emptyHistory, '', 'quick', 0);
    history = remember(history, 'e', 'quick', 200);
    history = remember(history, 'em', 'quick', 400);
    expect(history.past).toEqual(['']);
  });

  it('tells changes apart that are of another kind, or later, or always', () => {
    let history: History<string> = remember(emptyHistory, 'a', 'sort', 0);
    history = remember(history, 'b', 'columns', 100);
    history = rememberAlone(history, 'marks');
    history = remember(history, 'c', 'columns', 200);
    history = remember(history, 'd', 'columns', 5000);
    expect(history.past).toEqual(['a', 'b', 'marks', 'c', 'd']);
  });

  it('after undo begins a change of its own, and forgets what was undone', () => {
    const back = move(undo, changedBy([1, 2]))!;
    const history = remember(back.history, back.now, 'kind 1', 60_100);
    expect(move(redo, { history, now: 9 })).toBeNull();
    expect(move(undo, { history, now: 9 })?.now).toBe(1);
  });

  it('has nothing to undo at first, and does not grow without end', () => {
    expect(move(undo, { history: emptyHistory, now: 1 })).toBeNull();
    expect(changedBy(Array(1000).fill(1)).history.past.length).toBe(100);
  });

  it('takes back the last of what is meant, and leaves what is not', () => {
    let history: History<string> = emptyHistory;
    for (const step of ['view 1', 'marks 1', 'view 2', 'sweep 1']) {
      history = rememberAlone(history, step);
    }
    const isMeant = (step: string) => step.startsWith('view');
    const turned = (step: string) => step;
    const undone = undo(history, turned, isMeant)!;
    expect(undone.past).toEqual(['view 1', 'marks 1', 'sweep 1']);
    expect(undone.future).toEqual(['view 2']);
    expect(undo(undone, turned, isMeant)!.past).toEqual(['marks 1', 'sweep 1']);
    expect(redo(undone, turned, isMeant)!.past).toEqual(['view 1', 'marks 1', 'sweep 1', 'view 2']);
    expect(redo(undone, turned, (step) => step === 'other')).toBeNull();
  });

  it('goes on without a step that cannot be taken', () => {
    const { history } = changedBy([1, 2, 3]);
    expect(without(history, 1).past).toEqual([0, 2]);
  });
});
