/** How fast something goes, over the last seconds rather than since its start. */
export interface ProgressRate {
  add(done: number): void;
  /** Items a second; null before there is a second look. */
  perSecond(): number | null;
  /** What was before, a pause say, tells nothing any more. */
  restart(): void;
}

const WINDOW_MILLISECONDS = 5000;
const MILLISECONDS_BETWEEN = 50;

export function createProgressRate(now: () => number): ProgressRate {
  let samples: { at: number; done: number }[] = [];

  return {
    add(done) {
      const at = now();
      const last = samples.at(-1);
      if (last !== undefined && at - last.at < MILLISECONDS_BETWEEN) return;
      const recent = samples.filter((sample) => at - sample.at <= WINDOW_MILLISECONDS);
      samples = recent.length > 0 || last === undefined ? recent : [last];
      samples.push({ at, done });
    },
    perSecond() {
      const first = samples[0];
      const last = samples.at(-1);
      if (first === undefined || last === undefined || last.at <= first.at) return null;
      return ((last.done - first.done) * 1000) / (last.at - first.at);
    },
    restart() {
      samples = [];
    },
  };
}
