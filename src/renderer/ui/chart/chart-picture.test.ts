import { describe, expect, it } from 'vitest';
import { escapeXml, svgDocument } from './chart-picture.ts';

const surround = {
  title: 'Sharpe',
  note: '',
  background: '#ffffff',
  text: '#111111',
  faint: '#666666',
};
const inner =
  '<svg width="400" height="200" xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>';

describe('a chart as an SVG file', () => {
  it('has room for the title above the chart', () => {
    const document = svgDocument(inner, surround);
    expect(document).toContain('width="432" height="260"');
    expect(document).toContain('<svg x="16" y="44" width="400"');
    expect(document).toContain('>Sharpe</text>');
  });

  it('has a second line where there is a note', () => {
    const document = svgDocument(inner, { ...surround, note: '12 of 48 backtests' });
    expect(document).toContain('height="278"');
    expect(document).toContain('>12 of 48 backtests</text>');
  });

  it('takes names for text, whatever is in them', () => {
    const document = svgDocument(inner, { ...surround, title: '<img onerror="x"> & more' });
    expect(document).not.toContain('<img');
    expect(document).toContain('&lt;img onerror=&quot;x&quot;&gt; &amp; more');
  });

  it('is refused without a size', () => {
    expect(() => svgDocument('<svg xmlns="x"></svg>', surround)).toThrow('no size');
  });
});

it('leaves out what XML has no place for', () => {
  expect(escapeXml('a\u0000b\u001fc\nd')).toBe('abc\nd');
});
