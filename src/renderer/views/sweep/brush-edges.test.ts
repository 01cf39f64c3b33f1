import { describe, expect, it } from 'vitest';
import { edgesOf, moveEdge } from './brush-edges.ts';

const few = { range: [5, 12], words: null, few: [5, 8, 12] } as const;
const many = { range: [0, 100], words: null, few: null } as const;
const words = { range: [-0.5, 2.5], words: ['1d', '1h', '4h'], few: [0, 1, 2] } as const;

describe('the edges of what is picked on an axis', () => {
  it('stand at its ends while nothing is picked', () => {
    expect(edgesOf(few, [])).toEqual({ from: 5, to: 12 });
    expect(edgesOf(words, [])).toEqual({ from: 0, to: 2 });
  });

  it('are the outer ones of several ranges, and the words within', () => {
    expect(
      edgesOf(many, [
        [1, 2],
        [5, 9],
      ]),
    ).toEqual({ from: 1, to: 9 });
    expect(edgesOf(words, [[0.6, 2.4]])).toEqual({ from: 1, to: 2 });
  });

  it('go from value to value where they are few', () => {
    expect(moveEdge(few, [], 'from', 'ArrowUp')).toEqual([[8, 12]]);
    expect(moveEdge(few, [[6, 12]], 'from', 'ArrowDown')).toEqual([]);
    expect(moveEdge(few, [[8, 12]], 'to', 'PageDown')).toEqual([[8, 8]]);
  });

  it('go by a fiftieth of the axis, or a fifth, where there are many', () => {
    expect(moveEdge(many, [], 'to', 'ArrowDown')).toEqual([[0, 98]]);
    expect(moveEdge(many, [[0, 98]], 'to', 'PageDown')).toEqual([[0, 78]]);
    expect(moveEdge(many, [[0, 78]], 'to', 'End')).toEqual([]);
  });

  it('never pass each other', () => {
    expect(moveEdge(many, [[10, 20]], 'from', 'End')).toEqual([[20, 20]]);
    expect(moveEdge(few, [[8, 8]], 'to', 'Home')).toEqual([[8, 8]]);
  });

  it('take in whole words', () => {
    expect(moveEdge(words, [], 'from', 'ArrowUp')).toEqual([[0.6, 2.4]]);
    expect(moveEdge(words, [], 'to', 'Home')).toEqual([[-0.4, 0.4]]);
  });

  it('leave other keys to others', () => {
    expect(moveEdge(few, [], 'from', 'Tab')).toBeNull();
  });
});
