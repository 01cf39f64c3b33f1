import type { ReactNode } from 'react';
import { createContext, use, useState } from 'react';
import type { ArchiveCard } from '#contract/operations.ts';
import { MigrateDialog } from './migrate-dialog.tsx';

type OpenMigrate = (archive: ArchiveCard) => void;

const MigrateContext = createContext<OpenMigrate | null>(null);

/** Opens the dialog that makes a tiered archive of a folder of bundles. */
export function useMigrateDialog(): OpenMigrate {
  const open = use(MigrateContext);
  if (open === null) throw new Error('useMigrateDialog outside of MigrateProvider');
  return open;
}

export function MigrateProvider({ children }: { children: ReactNode }) {
  const [archive, setArchive] = useState<ArchiveCard | null>(null);
  return (
    <MigrateContext value={setArchive}>
      {children}
      {archive && <MigrateDialog archive={archive} onClose={() => setArchive(null)} />}
    </MigrateContext>
  );
}
