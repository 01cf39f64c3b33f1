import type { ReactNode } from 'react';
import { classNames } from '../../ui/class-names.ts';

interface ScrollRegionProps {
  label: string;
  isBehind: boolean;
  children: ReactNode;
}

/** A wide table that scrolls by itself, with its heads in sight. */
export function ScrollRegion({ label, isBehind, children }: ScrollRegionProps) {
  return (
    <section
      className={classNames('compare-scroll', isBehind && 'chart-behind')}
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
      tabIndex={0}
    >
      {children}
    </section>
  );
}
