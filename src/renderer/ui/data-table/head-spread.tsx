import type { Spread } from './table-column.ts';

const WIDTH = 96;
const HEIGHT = 20;

/** How the values of a column are spread, in one picture: a bar for every bucket. */
export function HeadSpread({ spread }: { spread: Spread | 'coming' }) {
  if (spread === 'coming') return <span className="dt-spread" />;
  const { counts, summary, bucketText } = spread;
  const tallest = Math.max(1, ...counts);
  const step = WIDTH / Math.max(1, counts.length);
  return (
    <span className="dt-spread">
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={summary}
      >
        {counts.map((count, bucket) => {
          // A bucket with anything in it is seen.
          const height = count === 0 ? 0 : Math.max(1.5, (count / tallest) * HEIGHT);
          return (
            <g key={bucketText(bucket)} className="dt-bucket">
              <title>{bucketText(bucket)}</title>
              <rect
                x={bucket * step}
                y={0}
                width={step}
                height={HEIGHT}
                className="dt-bucket-room"
              />
              <rect
                x={bucket * step + step * 0.08}
                y={HEIGHT - height}
                width={step * 0.84}
                height={height}
              />
            </g>
          );
        })}
      </svg>
    </span>
  );
}
