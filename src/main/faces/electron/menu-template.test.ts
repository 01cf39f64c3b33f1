import { describe, expect, it, vi } from 'vitest';
import type { ArchiveCard } from '#contract/operations.ts';
import { pageCommands } from '#contract/page-command.ts';
import { type MenuActions, menuTemplate } from './menu-template.ts';

type Item = ReturnType<typeof menuTemplate>[number];

const card: ArchiveCard = {
  archive: 'a1',
  name: 'R&D',
  label: '/data/R&D',
  kind: 'local-dir',
  backtests: 1,
  runs: 1,
  bytes: 1,
  openedAt: 0,
  isPresent: true,
  isDemo: false,
};

describe('the menu', () => {
  it('tells the page every command it knows', () => {
    const actions = someActions();
    for (const item of allItems(menuTemplate({ isMac: false, recent: [] }, actions))) press(item);

    const told = vi.mocked(actions.command).mock.calls.map(([command]) => command);
    expect(told.toSorted()).toEqual(pageCommands.toSorted());
    expect(actions.openFolder).toHaveBeenCalledOnce();
    expect(actions.openDemo).toHaveBeenCalledOnce();
  });

  it('offers the archives that are still there, with their ampersands', () => {
    const actions = someActions();
    const recent = [card, { ...card, archive: 'a2', name: 'Gone', isPresent: false }];
    const items = allItems(menuTemplate({ isMac: false, recent }, actions));
    const labels = items.map((item) => item.label);

    expect(labels).toContain('R&&D — /data/R&&D');
    expect(labels.join()).not.toContain('Gone');
    press(items.find((item) => item.label?.startsWith('R&&D')));
    expect(actions.openRecent).toHaveBeenCalledExactlyOnceWith('a1');
  });

  it('says so when there are none', () => {
    const items = allItems(menuTemplate({ isMac: false, recent: [] }, someActions()));
    expect(items.find((item) => item.label === 'No Archives Yet')?.enabled).toBe(false);
  });

  it.each([true, false])('uses no key twice (on a Mac: %s)', (isMac) => {
    const keys = allItems(menuTemplate({ isMac, recent: [card] }, someActions()))
      .map((item) => item.accelerator)
      .filter((key) => key !== undefined);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('has the menu of the app first on a Mac, and its roles below File and Help elsewhere', () => {
    const mac = menuTemplate({ isMac: true, recent: [] }, someActions());
    const other = allItems(menuTemplate({ isMac: false, recent: [] }, someActions()));

    expect(mac[0]?.role).toBe('appMenu');
    expect(other.map((item) => item.role)).toEqual(expect.arrayContaining(['quit', 'about']));
  });
});

function someActions(): MenuActions {
  return {
    openFolder: vi.fn(),
    openRecent: vi.fn(),
    openDemo: vi.fn(),
    command: vi.fn(),
    openLink: vi.fn(),
  };
}

function allItems(items: Item[]): Item[] {
  return items.flatMap((item) => [item, ...allItems((item.submenu ?? []) as Item[])]);
}

function press(item: Item | undefined): void {
  item?.click?.(undefined as never, undefined, undefined as never);
}
