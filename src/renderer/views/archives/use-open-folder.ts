import { useState } from 'react';
import { useToasts } from '../../ui/toasts.tsx';
import { useChooseFolder } from '../folder/folder-chooser.tsx';
import { useOpenArchives } from '../frame/open-archives.tsx';

/** Open folder and Try the demo. What fails goes to `onError`. */
export function useOpenFolder(onError: (error: unknown) => void) {
  const chooseFolder = useChooseFolder();
  const { openPlace, openDemo } = useOpenArchives();
  /** What is being opened, for people. */
  const [opening, setOpening] = useState<string | null>(null);

  const attempt = async (name: string, open: () => Promise<unknown>) => {
    setOpening(name);
    try {
      await open();
    } catch (error) {
      onError(error);
    } finally {
      setOpening(null);
    }
  };

  return {
    opening,
    openDemo: () => attempt('the demo archive', openDemo),
    openFolder: async () => {
      const place = await chooseFolder('open').catch((error) => {
        onError(error);
        return null;
      });
      if (place) await attempt(place.label, () => openPlace(place));
    },
  };
}

/** Anywhere but on the archives screen there is no place for the error but a notice. */
export function useOpenFolderWithToast() {
  const toasts = useToasts();
  const { openFolder, openDemo } = useOpenFolder((error) =>
    toasts.fail('The archive could not be opened', error),
  );
  return { openFolder: () => void openFolder(), openDemo: () => void openDemo() };
}
