import { cornersOf, markLook } from './mark-shape.ts';

/** The mark of a group in a legend; its name stands beside it. */
export function MarkSwatch({ place }: { place: number }) {
  const { series, shape } = markLook(place);
  const corners = cornersOf(shape, 4);
  return (
    <svg
      width="12"
      height="12"
      viewBox="-6 -6 12 12"
      fill={`var(--series-${series + 1})`}
      className="mark-swatch"
      aria-hidden="true"
    >
      {corners === null ? <circle r="4.5" /> : <polygon points={corners.join(' ')} />}
    </svg>
  );
}
