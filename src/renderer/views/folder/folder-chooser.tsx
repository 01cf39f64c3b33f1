import type { ReactNode } from 'react';
import { createContext, Suspense, use, useCallback, useState } from 'react';
import type { Place } from '#contract/operations.ts';
import { useHost } from '../../engine/engine-provider.tsx';
import { FolderDialog } from './folder-dialog.tsx';
import type { FolderPurpose } from './folder-purpose.ts';

export type ChooseFolder = (purpose: FolderPurpose) => Promise<Place | null>;

const FolderChooserContext = createContext<ChooseFolder | null>(null);

/** Asks the user for a folder, with the dialog this face has; null when they changed their mind. */
export function useChooseFolder(): ChooseFolder {
  const choose = use(FolderChooserContext);
  if (choose === null) throw new Error('useChooseFolder outside of FolderChooser');
  return choose;
}

interface Question {
  purpose: FolderPurpose;
  answer: (place: Place | null) => void;
}

export function FolderChooser({ children }: { children: ReactNode }) {
  const host = useHost();
  const [question, setQuestion] = useState<Question | null>(null);

  const choose = useCallback<ChooseFolder>(
    (purpose) => {
      if (host.face === 'desktop') {
        const isThere = toBeRead.has(purpose);
        return host.chooseFolder(isThere ? 'open' : 'export');
      }
      return new Promise((answer) => setQuestion({ purpose, answer }));
    },
    [host],
  );
  const settle = (place: Place | null) => {
    setQuestion(null);
    question?.answer(place);
  };

  return (
    <FolderChooserContext value={choose}>
      {children}
      {question && (
        <Suspense>
          <FolderDialog
            purpose={question.purpose}
            onChoose={(place) => settle(place)}
            onClose={() => settle(null)}
          />
        </Suspense>
      )}
    </FolderChooserContext>
  );
}

/** The folder holds something already; of others the dialog may make one. */
const toBeRead: ReadonlySet<FolderPurpose> = new Set(['open', 'import', 'code', 'watch', 'repair']);
