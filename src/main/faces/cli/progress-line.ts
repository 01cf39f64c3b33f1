import type { TaskProgress } from '../../operations/task-context.ts';
import type { CommandContext } from './command-context.ts';
import { hasOption } from './option-values.ts';
import { cutText, onOneLine } from './output/text-width.ts';
import type { Terminal } from './terminal.ts';

/** Milliseconds between two drawings. */
const DRAW_EVERY = 100;
/** Over so many seconds the rate is taken: it follows what happens without jumping about. */
const RATE_WINDOW = 5;

export interface ProgressLine {
  show(progress: TaskProgress): void;
  /** Takes the line off the terminal. */
  clear(): void;
}

/** One line on standard error that is drawn over; nothing where nobody watches. */
export function createProgressLine(context: CommandContext, verb: string): ProgressLine {
  const { given, terminal } = context;
  const isWanted = !hasOption(given, 'quiet') && !hasOption(given, 'no-progress');
  if (!isWanted || terminal.progressWidth === null) return { show() {}, clear() {} };
  return drawnLine(terminal, terminal.progressWidth, verb);
}

function drawnLine(terminal: Terminal, width: number, verb: string): ProgressLine {
  const marks: { at: number; done: number }[] = [];
  let drawnAt = Number.NEGATIVE_INFINITY;

  return {
    show(progress) {
      const now = performance.now();
      if (now - drawnAt < DRAW_EVERY) return;
      drawnAt = now;
      marks.push({ at: now, done: progress.done });
      while (marks.length > 2 && now - (marks[0]?.at ?? now) > RATE_WINDOW * 1000) marks.shift();
      terminal.say(`\r\u001b[2K${cutText(progressText(verb, progress, rateOf(marks)), width - 1)}`);
    },
    clear() {
      if (Number.isFinite(drawnAt)) terminal.say('\r\u001b[2K');
    },
  };
}

/** `Indexing 1,234 of 12,500 · 410/s · 27 s left · sweep_a/sweep_a_00007.iafbt`. */
export function progressText(verb: string, progress: TaskProgress, rate: number | null): string {
  const { done, total, current } = progress;
  const count = done.toLocaleString('en');
  const parts = [
    total === null ? `${verb} ${count}` : `${verb} ${count} of ${total.toLocaleString('en')}`,
  ];
  if (rate !== null && rate > 0) {
    parts.push(`${rate < 10 ? rate.toFixed(1) : Math.round(rate).toLocaleString('en')}/s`);
    if (total !== null) parts.push(`${timeText((total - done) / rate)} left`);
  }
  if (current !== null) parts.push(onOneLine(current));
  return parts.join(' · ');
}

/** Items a second between the first and the last mark; null before there is anything to say. */
function rateOf(marks: readonly { at: number; done: number }[]): number | null {
  const first = marks[0];
  const last = marks.at(-1);
  if (first === undefined || last === undefined || last.at - first.at < 500) return null;
  return ((last.done - first.done) * 1000) / (last.at - first.at);
}

function timeText(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  if (seconds < 5400) return `${Math.ceil(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}
