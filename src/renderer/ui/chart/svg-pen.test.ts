import { expect, it } from 'vitest';
import { svgPen } from './svg-pen.ts';

it('draws shapes with their numbers rounded, and names as text', () => {
  const pen = svgPen(200, 100);
  pen.line(0, 0.123, 10, 20, '#111111');
  pen.rect(1, 2, 3, 4, '#222222');
  pen.text('<b>', 5, 6, { colour: '#333333', align: 'right', isUpright: true });
  const svg = pen.done();
  expect(svg).toMatch(/^<svg width="200" height="100"/);
  expect(svg).toContain('d="M0 0.1L10 20"');
  expect(svg).toContain('&lt;b&gt;</text>');
  expect(svg).toContain('text-anchor="end" transform="rotate(-90 5 6)"');
});

it('draws any number of dots as one shape', () => {
  const pen = svgPen(10, 10);
  pen.dots(Float32Array.from([1, 2, 3, 4]), { radius: 2, colour: '#444444', edge: '#000000' });
  expect(pen.done().match(/M1 2h0M3 4h0/g)).toHaveLength(2);
});
