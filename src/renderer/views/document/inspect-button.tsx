import { FileSearch } from 'lucide-react';
import { useState } from 'react';
import type { ArchiveId } from '#contract/operations.ts';
import { Button } from '../../ui/button.tsx';
import { DocumentDialog } from './document-dialog.tsx';

interface InspectButtonProps {
  archive: ArchiveId;
  id: string;
  title: string;
}

/** Opens the whole document of a backtest. */
export function InspectButton({ archive, id, title }: InspectButtonProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button icon={<FileSearch size={14} aria-hidden />} onClick={() => setIsOpen(true)}>
        Inspect document
      </Button>
      {isOpen && (
        <DocumentDialog archive={archive} id={id} title={title} onClose={() => setIsOpen(false)} />
      )}
    </>
  );
}
