import type { ByteSink } from '../bytes/byte-sink.ts';
import type { ByteSource } from '../bytes/byte-source.ts';
import { type RowShape, shapeFromBytes } from './row-shape.ts';

/** Every shape of a bundle once, by number. */
export interface ShapeList {
  numberOf(shape: RowShape): number;
  write(sink: ByteSink): void;
}

export function createShapeList(): ShapeList {
  const numbers = new Map<string, number>();
  const shapes: Buffer[] = [];

  return {
    numberOf(shape) {
      const key = shape.bytes.toString('latin1');
      const known = numbers.get(key);
      if (known !== undefined) return known;
      numbers.set(key, shapes.length);
      shapes.push(shape.bytes);
      return shapes.length - 1;
    },
    write(sink) {
      sink.varint(shapes.length);
      for (const bytes of shapes) {
        sink.varint(bytes.length);
        sink.bytes(bytes);
      }
    },
  };
}

/** A skeleton has few shapes: 32 a list at most, and mostly the same. */
const MAX_SHAPES = 100_000;

export function readShapeList(source: ByteSource): RowShape[] {
  const shapes: RowShape[] = [];
  for (let left = source.count(MAX_SHAPES); left > 0; left--) {
    shapes.push(shapeFromBytes(source.take(source.varint())));
  }
  return shapes;
}
