import { describe, expect, it } from 'vitest';
import { createQueryTurns } from './query-turns.ts';

describe('questions to the index', () => {
  it('are answered in turn, rows before what may wait', async () => {
    const turns = createQueryTurns();
    const order: string[] = [];
    const ask = (name: string, urgency: 'rows' | 'later') =>
      turns.take({ urgency }, () => order.push(name));

    await Promise.all([
      ask('histogram', 'later'),
      ask('rows 1', 'rows'),
      ask('tree', 'later'),
      ask('rows 2', 'rows'),
    ]);

    expect(order).toEqual(['rows 1', 'rows 2', 'histogram', 'tree']);
  });

  it('let new ones in between two answers', async () => {
    const turns = createQueryTurns();
    const order: string[] = [];
    let asked: Promise<unknown> = Promise.resolve();

    const first = turns.take({ urgency: 'later' }, () => {
      order.push('tree');
      asked = turns.take({ urgency: 'rows' }, () => order.push('rows'));
    });
    const second = turns.take({ urgency: 'later' }, () => order.push('histogram'));
    await Promise.all([first, second]);
    await asked;

    expect(order).toEqual(['tree', 'rows', 'histogram']);
  });

  it('of a table are dropped for newer content, but not for another window of the same', async () => {
    const turns = createQueryTurns();
    const ask = (name: string, content: string) =>
      turns
        .take({ urgency: 'rows', table: { name, content } }, () => content)
        .catch((error) => error.code);

    const answers = await Promise.all([
      ask('a', 'old'),
      ask('b', 'old'),
      ask('a', 'new'),
      ask('a', 'new'),
    ]);

    expect(answers).toEqual(['cancelled', 'old', 'new', 'new']);
  });

  it('are asked of nobody once it is closed', async () => {
    const turns = createQueryTurns();
    let asked = 0;
    const ask = () => turns.take({ urgency: 'later' }, () => asked++).catch((error) => error.code);

    const before = ask();
    turns.close();
    expect(await Promise.all([before, ask()])).toEqual(['cancelled', 'cancelled']);
    expect(asked).toBe(0);
  });

  it('fail alone', async () => {
    const turns = createQueryTurns();
    const failing = turns.take({ urgency: 'rows' }, () => {
      throw new Error('broken');
    });
    const fine = turns.take({ urgency: 'rows' }, () => 'fine');

    await expect(failing).rejects.toThrow('broken');
    expect(await fine).toBe('fine');
  });
});
