import {
  type DocumentNode,
  type DocumentPage,
  documentLimits,
  type SeriesPreview,
} from '#contract/document.ts';
import { describePath, parsePath } from '#contract/document-path.ts';
import type { Archive } from '../../../operations/archive.ts';
import { readDocument, searchDocument } from '../../../operations/inspect-document.ts';
import type { CommandContext } from '../command-context.ts';
import { exitCodes } from '../exit-code.ts';
import { hasOption, textOption, wholeOption } from '../option-values.ts';
import { onOneLine } from '../output/text-width.ts';
import { writeJson } from '../output/write-json.ts';
import type { Terminal } from '../terminal.ts';

const usualLimit = 100;

/** A page of a backtest's document, or what a search in it finds. */
export async function showDocument(context: CommandContext, archive: Archive): Promise<number> {
  const { given, terminal } = context;
  const [, id = '', path = ''] = given.words;
  const limit = Math.min(wholeOption(given, 'limit', 0) ?? usualLimit, documentLimits.children);
  const isJson = hasOption(given, 'json');
  const text = textOption(given, 'find');
  if (text !== null) {
    const found = await searchDocument(archive, { id, text, limit });
    if (isJson) await writeJson(terminal, found);
    else {
      for (const match of found.matches) {
        await terminal.write(`${describePath(match.path)}  ${sayValue(match.node)}\n`);
      }
      if (found.isCut) terminal.say(`The first ${found.matches.length}; --limit N shows more.\n`);
    }
    return exitCodes.done;
  }
  const offset = wholeOption(given, 'offset', 0) ?? 0;
  const page = await readDocument(archive, { id, path: parsePath(path), offset, limit });
  if (isJson) await writeJson(terminal, page);
  else await writePage(terminal, page, path);
  return exitCodes.done;
}

async function writePage(terminal: Terminal, page: DocumentPage, path: string): Promise<void> {
  const { node, children, text, series, offset, total, formatVersion } = page;
  const name = path === '' ? `document, format v${formatVersion}` : path;
  await terminal.write(`${onOneLine(name)}: ${sayValue(node)}\n`);
  if (text !== null && node.isCut) await terminal.write(`${text}\n`);
  if (series !== null) await writeSeries(terminal, series);
  const keys = children.map(({ key }) => onOneLine(String(key)));
  const width = keys.reduce((widest, key) => Math.max(widest, key.length), 0);
  for (const [at, child] of children.entries()) {
    await terminal.write(`  ${(keys[at] as string).padEnd(width)}  ${sayValue(child)}\n`);
  }
  const next = offset + children.length;
  if (children.length > 0 && next < total) {
    terminal.say(`${next} of ${total}; --offset ${next} shows what follows.\n`);
  }
}

async function writeSeries(terminal: Terminal, { points, first, last }: SeriesPreview) {
  await terminal.write(`  a series of ${points} points\n`);
  for (const point of first) await terminal.write(`  ${pointOf(point)}\n`);
  if (points > first.length && last !== null) await terminal.write(`  … ${pointOf(last)}\n`);
}

function pointOf({ time, value }: SeriesPreview['first'][number]): string {
  return `${new Date(time).toISOString()}  ${value ?? 'nil'}`;
}

/** "integer 5", "list of 12", "text \"BTC/EUR\"" */
function sayValue({ kind, value, size, isCut, form, blob }: DocumentNode): string {
  const more = isCut ? '…' : '';
  const odd = form === null ? '' : ` (${form})`;
  if (blob !== null) return `series in blobs ${onOneLine(JSON.stringify(blob))}`;
  switch (kind) {
    case 'list':
    case 'map':
      return `${kind} of ${size}${odd}`;
    case 'text':
      return `text ${onOneLine(JSON.stringify(value ?? ''))}${more}${odd}`;
    case 'bytes':
      return `${size} bytes ${value}${more}${odd}`;
    case 'nil':
      return 'nil';
    default:
      return `${kind} ${value}${odd}`;
  }
}
