/** Things that exist while the component that brought them is on screen. */
export interface Registry<Item> {
  set: (owner: object, item: Item) => void;
  remove: (owner: object) => void;
  /** The same list until something changes, in the order they came. */
  all: () => readonly Item[];
  subscribe: (listener: () => void) => () => void;
}

export function createRegistry<Item>(): Registry<Item> {
  const items = new Map<object, Item>();
  const listeners = new Set<() => void>();
  let listed: readonly Item[] = [];
  const changed = () => {
    listed = [...items.values()];
    for (const listener of listeners) listener();
  };
  return {
    set(owner, item) {
      items.set(owner, item);
      changed();
    },
    remove(owner) {
      items.delete(owner);
      changed();
    },
    all: () => listed,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
