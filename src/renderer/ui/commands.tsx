import type { ReactNode } from 'react';
import { createContext, use, useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { createRegistry, type Registry } from './registry.ts';
import { actsWhileTyping, matchesShortcut } from './shortcut.ts';

/** What the window can do right now: the palette lists it, the sheet shows its keys, the keys run it. */
export interface Command {
  /** "archive.open", stable. */
  id: string;
  label: string;
  /** The heading it stands under. */
  group: string;
  /** "Mod+K"; more than one where custom wants it. The first is shown in the palette. */
  keys?: readonly string[];
  /** Words that find it in the palette. */
  words?: string;
  isDisabled?: boolean;
  run: () => void;
}

/** Keys that a focused piece handles itself, such as the arrows in a table: for the sheet only. */
export interface KeyNote {
  label: string;
  group: string;
  keys: readonly string[];
}

interface Registries {
  commands: Registry<Command>;
  notes: Registry<readonly KeyNote[]>;
}

const CommandContext = createContext<Registries | null>(null);

/** Offers a command while the component is on screen. Of two with the same keys the later one acts. */
export function useCommand(command: Command): void {
  const { commands } = useRegistries();
  const owner = useRef({});
  const latest = useRef(command.run);
  useEffect(() => {
    latest.current = command.run;
  });
  const { id, label, group, words, isDisabled } = command;
  const keys = command.keys?.join('\n');
  useEffect(() => {
    const one = owner.current;
    commands.set(one, {
      id,
      label,
      group,
      run: () => latest.current(),
      ...(keys === undefined ? {} : { keys: keys.split('\n') }),
      ...(words === undefined ? {} : { words }),
      ...(isDisabled === undefined ? {} : { isDisabled }),
    });
    return () => commands.remove(one);
  }, [commands, id, label, group, keys, words, isDisabled]);
}

/** Give it a list made once: a new list on every render would register it anew. */
export function useKeyNote(list: readonly KeyNote[]): void {
  const { notes } = useRegistries();
  useEffect(() => {
    const owner = {};
    notes.set(owner, list);
    return () => notes.remove(owner);
  }, [notes, list]);
}

export function useCommands(): readonly Command[] {
  const { commands } = useRegistries();
  return useSyncExternalStore(commands.subscribe, commands.all);
}

export function useKeyNotes(): readonly KeyNote[] {
  const { notes } = useRegistries();
  return useSyncExternalStore(notes.subscribe, notes.all).flat();
}

/** Runs a command by its id, as a menu of the desktop does; false when it is not on offer now. */
export function useRunCommand(): (id: string) => boolean {
  const { commands } = useRegistries();
  return (id) => {
    const command = commands.all().findLast((one) => one.id === id && !one.isDisabled);
    command?.run();
    return command !== undefined;
  };
}

export function CommandProvider({ children }: { children: ReactNode }) {
  const registries = useMemo<Registries>(
    () => ({ commands: createRegistry(), notes: createRegistry() }),
    [],
  );
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || hasDialog()) return;
      const command = registries.commands
        .all()
        .findLast((one) => !one.isDisabled && one.keys?.some((keys) => isMeant(event, keys)));
      if (command === undefined) return;
      event.preventDefault();
      command.run();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [registries]);
  return <CommandContext value={registries}>{children}</CommandContext>;
}

function useRegistries(): Registries {
  const registries = use(CommandContext);
  if (registries === null) throw new Error('commands outside of CommandProvider');
  return registries;
}

function isMeant(event: KeyboardEvent, keys: string): boolean {
  if (!matchesShortcut(event, keys)) return false;
  if (isWriting(event.target) && ofTextItself.has(keys)) return false;
  return actsWhileTyping(keys) || !isTyping(event.target);
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  const fields = 'input:not([type=checkbox], [type=radio]), textarea, select';
  return target.isContentEditable || target.matches(fields);
}

/** Undo in a text of several lines is about its letters. */
const ofTextItself: ReadonlySet<string> = new Set(['Mod+Z', 'Mod+Shift+Z', 'Mod+Y']);

function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLTextAreaElement;
}

/** A dialog is a question: what lies under it does not listen. */
function hasDialog(): boolean {
  return document.querySelector('dialog[open]') !== null;
}
