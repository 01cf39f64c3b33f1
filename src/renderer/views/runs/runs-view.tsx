import type { OpenedArchive } from '#contract/operations.ts';

/** The home of an archive: the table of its backtests or runs, with sweep navigation and preview beside it. */
export function RunsView({ archive }: { archive: OpenedArchive }) {
  return <main aria-label={`Runs of ${archive.name}`} />;
}
