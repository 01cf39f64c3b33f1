import type { ReactNode } from 'react';
import { createContext, use, useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { actsWhileTyping, matchesShortcut } from './shortcut.ts';

/** What the window can do right now: the palette lists it, the sheet shows its keys, the keys run it. */
export interface Command {
  /** "archive.open", stable. */
  id: string;
  label: string;
  /** The heading it stands under. */
  group: string;
  /** "Mod+K"; more than one where custom wants it. The first is shown. */
  keys?: readonly string[];
  /** Words that find it in the palette. */
  words?: string;
  isDisabled?: boolean;
  run: () => void;
}

interface Registry {
  set: (owner: object, command: Command) => void;
  remove: (owner: object) => void;
  all: () => readonly Command[];
  subscribe: (listener: () => void) => () => void;
}

const CommandContext = createContext<Registry | null>(null);

/** Commands exist while the component that offers them is on screen. */
export function useCommand(command: Command): void {
  const registry = useRegistry();
  const owner = useRef({});
  const latest = useRef(command);
  latest.current = command;
  const { id, label, group, words, isDisabled } = command;
  const keys = command.keys?.join('\n');
  useEffect(() => {
    const one = owner.current;
    registry.set(one, {
      id,
      label,
      group,
      run: () => latest.current.run(),
      ...(keys === undefined ? {} : { keys: keys.split('\n') }),
      ...(words === undefined ? {} : { words }),
      ...(isDisabled === undefined ? {} : { isDisabled }),
    });
    return () => registry.remove(one);
  }, [registry, id, label, group, keys, words, isDisabled]);
}

export function useCommands(): readonly Command[] {
  const registry = useRegistry();
  return useSyncExternalStore(registry.subscribe, registry.all);
}

export function CommandProvider({ children }: { children: ReactNode }) {
  const registry = useMemo(createRegistry, []);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || hasDialog()) return;
      const command = registry
        .all()
        .findLast((one) => !one.isDisabled && one.keys?.some((keys) => isMeant(event, keys)));
      if (command === undefined) return;
      event.preventDefault();
      command.run();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [registry]);
  return <CommandContext value={registry}>{children}</CommandContext>;
}

function useRegistry(): Registry {
  const registry = use(CommandContext);
  if (registry === null) throw new Error('commands outside of CommandProvider');
  return registry;
}

function createRegistry(): Registry {
  const commands = new Map<object, Command>();
  const listeners = new Set<() => void>();
  let listed: readonly Command[] = [];
  const changed = () => {
    listed = [...commands.values()];
    for (const listener of listeners) listener();
  };
  return {
    set(owner, command) {
      commands.set(owner, command);
      changed();
    },
    remove(owner) {
      commands.delete(owner);
      changed();
    },
    all: () => listed,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function isMeant(event: KeyboardEvent, keys: string): boolean {
  return matchesShortcut(event, keys) && (actsWhileTyping(keys) || !isTyping(event.target));
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    target.matches('input:not([type=checkbox], [type=radio]), textarea, select')
  );
}

/** A dialog is a question: what lies under it does not listen. */
function hasDialog(): boolean {
  return document.querySelector('dialog[open]') !== null;
}
