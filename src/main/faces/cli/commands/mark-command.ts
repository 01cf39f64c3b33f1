import type { MarkChange } from '#contract/marks.ts';
import type { Archive } from '../../../operations/archive.ts';
import { markNamed, marksFacts } from '../../../operations/mark-backtests.ts';
import type { Named } from '../../../operations/resolve-names.ts';
import { showBacktest } from '../../../operations/show-backtest.ts';
import type { Command, CommandContext } from '../command-context.ts';
import { exitCodes } from '../exit-code.ts';
import { withArchive } from '../open-named-archive.ts';
import { hasOption, splitList, textOption } from '../option-values.ts';
import { writeJson } from '../output/write-json.ts';
import { UsageError } from '../usage-error.ts';

export const runStar: Command = (context) => {
  const which = requireWhich(context);
  const starred = !hasOption(context.given, 'remove');
  return withArchive(context, (archive) =>
    mark(context, archive, which, { starred }, starred ? 'starred' : 'unstarred'),
  );
};

export const runTag: Command = (context) => {
  const { given } = context;
  const [addTags, removeTags] = ['add', 'remove'].map((name) =>
    (given.options.get(name) ?? []).flatMap((text) => splitList(text).map(unquoted)),
  ) as [string[], string[]];
  if (addTags.length + removeTags.length === 0) {
    if (given.words.length > 1 || textOption(given, 'filter') !== null) {
      throw new UsageError('say what to do: --add or --remove', given.command);
    }
    return withArchive(context, (archive) => listTags(context, archive));
  }
  const which = requireWhich(context);
  return withArchive(context, (archive) =>
    mark(context, archive, which, { addTags, removeTags }, 'changed'),
  );
};

export const runNote: Command = (context) => {
  const { given } = context;
  const text = textOption(given, 'text');
  const below = textOption(given, 'append');
  const isClearing = hasOption(given, 'clear');
  const asked = [text !== null, below !== null, isClearing].filter(Boolean).length;
  if (asked > 1) {
    throw new UsageError('--text, --append and --clear exclude each other', given.command);
  }
  if (asked === 0) return showNote(context);
  const which = requireWhich(context);
  const change: MarkChange = below === null ? { note: text } : { addNote: below };
  return withArchive(context, (archive) =>
    mark(context, archive, which, change, isClearing ? 'cleared' : 'noted'),
  );
};

/** Backtests by name, or by filter: marking all by leaving both out would be too easily done. */
function requireWhich({ given }: CommandContext): Named {
  const names = given.words.slice(1);
  const filter = textOption(given, 'filter');
  if ((filter === null) === (names.length === 0)) {
    throw new UsageError('name backtests, or say which with --filter', given.command);
  }
  return filter === null ? { names } : { filter };
}

async function mark(
  { given, terminal }: CommandContext,
  archive: Archive,
  which: Named,
  change: MarkChange,
  verb: string,
): Promise<number> {
  const { backtests, patches } = markNamed(archive, which, change);
  const changed = patches.length;
  const { file, isKeptWithApp } = archive.marks;
  if (hasOption(given, 'json')) {
    await writeJson(terminal, { backtests, changed, file });
    return exitCodes.done;
  }
  if (hasOption(given, 'quiet')) return exitCodes.done;
  const same = backtests - changed;
  const rest = same === 0 ? '' : `, ${same.toLocaleString('en')} were so already`;
  await terminal.write(`${changed.toLocaleString('en')} ${verb}${rest}\n`);
  if (isKeptWithApp) terminal.say(`The folder cannot be written: kept in ${file}\n`);
  return exitCodes.done;
}

async function listTags({ given, terminal }: CommandContext, archive: Archive): Promise<number> {
  const { tags, starred, noted, label } = marksFacts(archive);
  if (hasOption(given, 'json')) {
    await writeJson(terminal, { tags, starred, noted, file: label });
    return exitCodes.done;
  }
  const width = Math.max(0, ...tags.map(({ tag }) => tag.length));
  for (const { tag, backtests } of tags) {
    await terminal.write(`${tag.padEnd(width)}  ${backtests.toLocaleString('en')}\n`);
  }
  if (tags.length === 0 && !hasOption(given, 'quiet')) terminal.say('There are no tags.\n');
  return exitCodes.done;
}

function showNote(context: CommandContext): Promise<number> {
  const { given, terminal } = context;
  const [name, ...others] = given.words.slice(1);
  if (name === undefined || others.length > 0 || textOption(given, 'filter') !== null) {
    throw new UsageError('say what to do: --text, --append or --clear', given.command);
  }
  return withArchive(context, async (archive) => {
    const { note } = (await showBacktest(archive, name)).marks;
    if (hasOption(given, 'json')) await writeJson(terminal, { note });
    else if (note !== null) await terminal.write(`${note}\n`);
    else if (!hasOption(given, 'quiet')) terminal.say('There is no note.\n');
    return exitCodes.done;
  });
}

function unquoted(text: string): string {
  return /^(["']).*\1$/s.test(text) ? text.slice(1, -1) : text;
}
