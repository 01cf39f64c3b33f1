import type { ArchiveId } from '#contract/operations.ts';
import type { SavedView } from '#contract/saved-view.ts';
import { useEngine } from '../../engine/engine-provider.tsx';
import { formatCounted } from '../../ui/format.ts';
import { useToasts } from '../../ui/toasts.tsx';
import { freeName, readViews, viewsAsText } from './view-file.ts';

export type KeptView = Omit<SavedView, 'savedAt'>;

/** Saves, deletes and exchanges views; what fails is said. */
export function useViewKeeper(
  archive: ArchiveId,
  views: readonly SavedView[],
  onChanged: () => void,
) {
  const engine = useEngine();
  const toasts = useToasts();

  async function attempt(title: string, work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      toasts.fail(title, error);
      return false;
    } finally {
      onChanged();
    }
  }

  return {
    /** `replaces`: the name it had. */
    save({ name, note, isDefault, view }: KeptView, replaces: string | null): Promise<boolean> {
      return attempt('The view could not be saved', () =>
        engine.saveView({ archive, view: { name, note, isDefault, view }, replaces }),
      );
    },
    remove: (name: string) =>
      attempt('The view could not be deleted', () => engine.deleteView({ archive, name })),
    exportAll() {
      const file = new Blob([viewsAsText(views)], { type: 'application/json' });
      const link = document.createElement('a');
      link.href = URL.createObjectURL(file);
      link.download = 'strata views.json';
      link.click();
      URL.revokeObjectURL(link.href);
    },
    importFile: (file: Blob) =>
      attempt('The views could not be imported', async () => {
        const taken = views.map(({ name }) => name);
        const found = readViews(await file.text());
        for (const { name, note, view } of found) {
          const free = freeName(name, taken);
          taken.push(free);
          const kept = { name: free, note, isDefault: false, view };
          await engine.saveView({ archive, view: kept, replaces: null });
        }
        toasts.show({ title: `${formatCounted(found.length, 'view')} imported` });
      }),
  };
}

export type ViewKeeper = ReturnType<typeof useViewKeeper>;
