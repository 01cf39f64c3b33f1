import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyHistory, type History, redo, remember, undo } from './history.ts';

/** Makes changes a minute apart, each of its own kind. */
function changedBy(values: number[]): { history: History<number>; now: number } {
  let history: History<number> = emptyHistory;
  let now = 0;
  values.forEach((value, index) => {
    history = remember(history, now, `kind ${index}`, index * 60_000);
    now = value;
  });
  return { history, now };
}

describe('the history of a view', () => {
  it('goes back through everything and forth again', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { maxLength: 50 }), (values) => {
        let { history, now } = changedBy(values);
        for (let step = undo(history, now); step !== null; step = undo(history, now)) {
          history = step.history;
          now = step.value;
        }
        expect(now).toBe(0);
        for (let step = redo(history, now); step !== null; step = redo(history, now)) {
          history = step.history;
          now = step.value;
        }
        expect(now).toBe(values.at(-1) ?? 0);
      }),
    );
  });

  it('takes quick changes of one kind for one', () => {
    let history: History<string> = remember(emptyHistory, '', 'quick', 0);
    history = remember(history, 'e', 'quick', 200);
    history = remember(history, 'em', 'quick', 400);
    expect(undo(history, 'ema')?.value).toBe('');
  });

  it('tells changes apart that are of another kind, or later', () => {
    let history: History<string> = remember(emptyHistory, 'a', 'sort', 0);
    history = remember(history, 'b', 'columns', 100);
    history = remember(history, 'c', 'columns', 5000);
    expect(history.past).toEqual(['a', 'b', 'c']);
  });

  it('after undo begins a change of its own, and forgets what was undone', () => {
    const { history, now } = changedBy([1, 2]);
    const back = undo(history, now)!;
    const changed = remember(back.history, back.value, 'kind 1', 60_100);
    expect(redo(changed, 9)).toBeNull();
    expect(undo(changed, 9)?.value).toBe(1);
  });

  it('has nothing to undo at first, and does not grow without end', () => {
    expect(undo(emptyHistory as History<number>, 1)).toBeNull();
    expect(changedBy(Array(1000).fill(1)).history.past.length).toBe(100);
  });
});
