import { useLayoutEffect, useRef } from 'react';

/** What is said beside the pointer, or beside the place the keyboard is at. In pixels of the chart's body. */
export interface ChartTipAt {
  x: number;
  y: number;
  lines: readonly string[];
}

/** Drawn over the chart, never in the way of the pointer; readers hear the chart's own announcements. */
export function ChartTip({ tip }: { tip: ChartTipAt | null }) {
  const bubble = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = bubble.current;
    const around = element?.parentElement;
    if (tip === null || element === null || !around) return;
    const { offsetWidth: width, offsetHeight: height } = element;
    const right = tip.x + 14 + width <= around.clientWidth ? tip.x + 14 : tip.x - 14 - width;
    const below = tip.y + 14 + height <= around.clientHeight ? tip.y + 14 : tip.y - 14 - height;
    element.style.transform = `translate(${Math.max(0, right)}px, ${Math.max(0, below)}px)`;
  }, [tip]);
  if (tip === null) return null;
  return (
    <div ref={bubble} className="chart-tip" aria-hidden="true">
      {tip.lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no name but their place
        <span key={index}>{line}</span>
      ))}
    </div>
  );
}
