import { Bookmark } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { ArchiveId } from '#contract/operations.ts';
import { useQuery } from '../../engine/use-query.ts';
import { Button } from '../../ui/button.tsx';
import { useCommand } from '../../ui/commands.tsx';
import { Menu, type MenuItem } from '../../ui/menu.tsx';
import type { ViewControl } from '../runs/use-view.ts';
import { firstView, isViewState, type ViewState } from '../runs/view-state.ts';
import { SaveViewDialog } from './save-view-dialog.tsx';
import { useViewKeeper } from './use-view-keeper.ts';
import { ViewsDialog } from './views-dialog.tsx';

/** Views with a name: to choose, to save, to look after. */
export function ViewsMenu({ archive, control }: { archive: ArchiveId; control: ViewControl }) {
  const { view, change } = control;
  const answer = useQuery(`views ${archive}`, (engine) => engine.listViews({ archive }));
  const [open, setOpen] = useState<'save' | 'manage' | null>(null);
  const saved = answer.value ?? [];
  const keeper = useViewKeeper(archive, saved, answer.refresh);
  const now = JSON.stringify(view);
  const shown = saved.find((one) => JSON.stringify(one.view) === now);
  const [last, setLast] = useState<string | null>(null);
  const lastView = shown ?? saved.find(({ name }) => name === last);

  const show = (name: string, next: unknown) => {
    if (!isViewState(next)) return;
    change(`view ${name}`, () => next as ViewState);
    setLast(name);
  };
  // An archive that nobody has looked at yet is shown as its default view says.
  const first = answer.value?.find(({ isDefault }) => isDefault);
  const isUntouched = view === firstView;
  useEffect(() => {
    if (isUntouched && first !== undefined && isViewState(first.view)) {
      change(`view ${first.name}`, () => first.view as ViewState);
    }
  }, [isUntouched, first, change]);

  useCommand({
    id: 'view.save',
    label: 'Save the view…',
    group: 'Runs',
    keys: ['Mod+S'],
    words: 'bookmark named filter',
    run: () => setOpen('save'),
  });
  useCommand({
    id: 'view.manage',
    label: 'Manage views…',
    group: 'Runs',
    words: 'rename default export import delete',
    run: () => setOpen('manage'),
  });
  const canUpdate = shown === undefined && lastView !== undefined;
  const items: MenuItem[] = [
    ...saved.map(
      ({ name, note, isDefault, view: kept }): MenuItem => ({
        label: isDefault ? `${name} (shown first)` : name,
        ...(note === '' ? {} : { detail: note }),
        ...(name === shown?.name ? { icon: <Bookmark size={14} aria-hidden /> } : {}),
        onSelect: () => show(name, kept),
      }),
    ),
    ...(saved.length > 0 ? [{ kind: 'line' } as const] : []),
    ...(canUpdate
      ? [
          {
            label: `Save the changes to ${lastView.name}`,
            onSelect: () => void keeper.save({ ...lastView, view }, lastView.name),
          },
        ]
      : []),
    { label: 'Save the view…', shortcut: 'Mod+S', onSelect: () => setOpen('save') },
    { label: 'Manage views…', onSelect: () => setOpen('manage') },
  ];
  return (
    <>
      <Menu
        label="Views"
        placement="below-end"
        trigger={
          <Button icon={<Bookmark size={14} aria-hidden />} title={shown?.name}>
            <span className="views-name">{shown?.name ?? 'Views'}</span>
          </Button>
        }
        items={items}
      />
      {open === 'save' && (
        <SaveViewDialog
          taken={saved.map(({ name }) => name)}
          onSave={async (name, note, isDefault) => {
            const isKept = await keeper.save({ name, note, isDefault, view }, null);
            if (isKept) setLast(name);
            return isKept;
          }}
          onClose={() => setOpen(null)}
        />
      )}
      {open === 'manage' && (
        <ViewsDialog views={saved} keeper={keeper} onClose={() => setOpen(null)} />
      )}
    </>
  );
}
