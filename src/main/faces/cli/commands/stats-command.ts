import { archiveStats } from '../../../operations/archive-stats.ts';
import type { Command } from '../command-context.ts';
import { exitCodes } from '../exit-code.ts';
import { withArchive } from '../open-named-archive.ts';
import { hasOption } from '../option-values.ts';
import { formatBytes } from '../output/format-cell.ts';
import { writeJson } from '../output/write-json.ts';

export const runStats: Command = (context) =>
  withArchive(context, async (archive) => {
    const { given, terminal } = context;
    const stats = await archiveStats(archive);
    if (hasOption(given, 'json')) {
      await writeJson(terminal, stats);
      return exitCodes.done;
    }
    const { bytes, ratio } = stats;
    const lines: [string, string][] = [
      ['backtests', stats.backtests.toLocaleString('en')],
      ['studies', stats.studies.toLocaleString('en')],
      ['runs', stats.runs.toLocaleString('en')],
      ['bundles', formatBytes(stats.sourceBytes)],
      ['index', formatBytes(bytes.index)],
      ['parquet', formatBytes(bytes.parquet)],
      ['chunks', formatBytes(bytes.chunks)],
      ['other', formatBytes(bytes.other)],
      ['total', formatBytes(bytes.total)],
      [
        archive.kind === 'local-tiered' ? 'data / bundles' : 'total / bundles',
        ratio === null ? '-' : `${(ratio * 100).toFixed(1)} %`,
      ],
    ];
    if (stats.prices !== null) lines.push(['prices', formatBytes(stats.prices.bytes)]);
    await terminal.write(
      lines.map(([name, value]) => `${name.padEnd(16)}${value.padStart(12)}\n`).join(''),
    );
    if (stats.prices !== null) {
      const { files, referenced, missing, orphans } = stats.prices;
      await terminal.write(
        `${files} price files; of ${referenced} that bundles refer to ${missing} are missing, ${orphans} belong to none\n`,
      );
    }
    return exitCodes.done;
  });
