import { describe, expect, it } from 'vitest';
import { parsePythonJson } from './python-json.ts';

describe('JSON as Python writes it', () => {
  it('keeps numbers as they are written', () => {
    const text = '{"a":1.0,"b":1,"c":9007199254740993,"d":1e-07,"e":-0.0}';
    expect(JSON.stringify(parsePythonJson(text))).toBe(text);
  });

  it('turns the words that JSON does not know into what the output documents', () => {
    expect(parsePythonJson('[NaN, Infinity, -Infinity]')).toEqual([null, 'inf', '-inf']);
  });

  it('leaves texts alone that hold such words', () => {
    expect(parsePythonJson('{"NaN": "Infinity \\" -Infinity NaN"}')).toEqual({
      NaN: 'Infinity " -Infinity NaN',
    });
  });
});
