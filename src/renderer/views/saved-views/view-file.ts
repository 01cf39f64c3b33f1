import { type SavedView, viewLimits } from '#contract/saved-view.ts';
import { isViewState } from '../runs/view-state.ts';

export type NamedView = Pick<SavedView, 'name' | 'note' | 'view'>;

/** Views as a file to send to somebody, with what was written about them. */
export function viewsAsText(views: readonly NamedView[]): string {
  const written = views.map(({ name, note, view }) => ({ name, note, view }));
  return `${JSON.stringify({ strata: 'views', format: 1, views: written }, null, 2)}\n`;
}

/** What of a file can be taken in. Throws a plain `Error` for a file that is none of views. */
export function readViews(text: string): NamedView[] {
  const file = parse(text);
  if (file?.strata !== 'views' || !Array.isArray(file.views)) {
    throw new Error('This is not a file of views that Strata wrote.');
  }
  if (file.format !== 1)
    throw new Error(`The file has format ${file.format}, this Strata reads 1.`);
  const views = (file.views as Partial<NamedView>[]).filter(
    ({ name, view }) => typeof name === 'string' && name.trim() !== '' && isViewState(view),
  );
  return views.map(({ name = '', note, view }) => ({
    name: name.trim().slice(0, viewLimits.name),
    note: typeof note === 'string' ? note.slice(0, viewLimits.note) : '',
    view,
  }));
}

/** A name that no other view has: "Best", then "Best 2". */
export function freeName(name: string, taken: readonly string[]): string {
  let free = name;
  for (let number = 2; taken.includes(free); number += 1) free = `${name} ${number}`;
  return free;
}

function parse(text: string): { strata?: unknown; format?: unknown; views?: unknown } | null {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
