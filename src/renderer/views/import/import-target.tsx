import { useState } from 'react';
import type { ArchiveCard, ArchiveId, OpenedArchive, Place } from '#contract/operations.ts';
import { useQuery } from '../../engine/use-query.ts';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/choice.tsx';
import { useChooseFolder } from '../folder/folder-chooser.tsx';
import type { SettingsControl } from '../settings/use-settings.ts';
import { nameOf } from './import-offer.ts';
import { StoreChoice } from './store-choice.tsx';

/** Where bundles go: an archive Strata knows, or a folder that becomes one. */
export type ImportTarget =
  | { kind: 'archive'; archive: ArchiveId; name: string; isTiered: boolean }
  | { kind: 'folder'; place: Place }
  /** A new archive, its folder not chosen yet. */
  | { kind: 'unset' };

const NEW = 'new';

interface ImportTargetFieldProps {
  open: OpenedArchive | null;
  /** What a new archive is made as is a setting. */
  control: SettingsControl;
  value: ImportTarget;
  onChange: (target: ImportTarget) => void;
}

export function ImportTargetField({ open, control, value, onChange }: ImportTargetFieldProps) {
  const chooseFolder = useChooseFolder();
  const [isChoosing, setChoosing] = useState(false);
  const cards = useQuery('archives', (engine) => engine.listArchives({}));
  const known = targetsAmong(cards.value ?? [], open);

  const pick = (chosen: string) => {
    const card = known.find((one) => one.archive === chosen);
    if (card) onChange(archiveTarget(card));
    else onChange({ kind: 'unset' });
  };
  const chooseNew = async () => {
    setChoosing(true);
    const place = await chooseFolder('new-archive').catch(() => null);
    setChoosing(false);
    if (place) onChange({ kind: 'folder', place });
  };

  return (
    <div className="import-target">
      <Select
        label="Into"
        value={value.kind === 'archive' ? value.archive : NEW}
        onChange={pick}
        options={[
          ...known.map((card) => ({
            value: card.archive,
            label: card.archive === open?.archive ? `${card.name} (open now)` : card.name,
          })),
          { value: NEW, label: 'A new archive, in a folder you choose' },
        ]}
      />
      {value.kind !== 'archive' && (
        <div className="import-folder">
          <Button disabled={isChoosing} onClick={() => void chooseNew()}>
            {value.kind === 'folder' ? 'Choose another folder…' : 'Choose a folder…'}
          </Button>
          {value.kind === 'folder' && (
            <span className="truncate" title={value.place.label}>
              {value.place.label}
            </span>
          )}
        </div>
      )}
      {value.kind !== 'archive' && <StoreChoice control={control} />}
    </div>
  );
}

/** The open archive when it can take bundles; else the user says. */
export function defaultTarget(open: OpenedArchive | null): ImportTarget {
  if (open === null || open.isReadOnly) return { kind: 'unset' };
  return archiveTarget(open);
}

function archiveTarget({ archive, name, kind }: ArchiveCard): ImportTarget {
  return { kind: 'archive', archive, name, isTiered: kind === 'local-tiered' };
}

export function targetName(target: ImportTarget): string {
  if (target.kind === 'archive') return target.name;
  return target.kind === 'folder' ? nameOf(target.place.label) : 'a new archive';
}

/** An index made by the reference is only read. */
function targetsAmong(cards: ArchiveCard[], open: OpenedArchive | null): ArchiveCard[] {
  const others = cards.filter(
    (card) => card.isPresent && card.kind !== 'reference-index' && card.archive !== open?.archive,
  );
  return open === null || open.isReadOnly ? others : [open, ...others];
}
