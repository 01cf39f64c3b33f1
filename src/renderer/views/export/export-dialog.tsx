import { useState } from 'react';
import type { ExportRequest, Place, RowScope, Selection, SortKey } from '#contract/operations.ts';
import { useConnection } from '../../engine/engine-provider.tsx';
import { usePersistentState } from '../../engine/use-persistent-state.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox, RadioGroup } from '../../ui/choice.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useChooseFolder } from '../folder/folder-chooser.tsx';
import {
  defaultName,
  type ExportFormat,
  type ExportPlan,
  exportFormats,
  sayExport,
} from './export-plan.ts';
import './export-dialog.css';

export interface ExportDialogProps {
  /** What "all that match" means: the table's filter and quick search. */
  scope: RowScope;
  archiveName: string;
  /** Such archives keep the source code of strategies. */
  isTiered: boolean;
  sort: SortKey[];
  /** What is selected; null when nothing is. */
  selection: Selection | null;
  counts: { selected: number; matching: number };
  columns: { visible: string[]; all: string[] };
  onClose: () => void;
}

type What = 'selected' | 'matching';
type Where = 'download' | 'folder';

/** What, as what, where to: and a sentence of what will be written, before it is. */
export function ExportDialog(props: ExportDialogProps) {
  const { scope, archiveName, isTiered, sort, selection, counts, columns, onClose } = props;
  const { engine, host } = useConnection();
  const chooseFolder = useChooseFolder();
  const hasSelection = selection !== null && counts.selected > 0;
  const [what, setWhat] = useState<What>(hasSelection ? 'selected' : 'matching');
  const [format, setFormat] = usePersistentState<ExportFormat>(
    'export-format',
    'bundles',
    isFormat,
  );
  const [range, setRange] = usePersistentState<'visible' | 'all'>('export-columns', 'visible');
  const [where, setWhere] = useState<Where>(host.face === 'desktop' ? 'folder' : 'download');
  const [folder, setFolder] = useState<Place | null>(null);
  const [wantsCode, setWantsCode] = usePersistentState(
    'export-code',
    false,
    (kept) => typeof kept === 'boolean',
  );
  const [typedName, setTypedName] = useState<string | null>(null);
  const [error, setError] = useState<unknown>();
  const [isStarting, setStarting] = useState(false);

  const rows = what === 'selected' ? counts.selected : counts.matching;
  const chosenColumns = columns[range];
  const canTakeCode = isTiered && format === 'bundles' && where === 'folder';
  const withCode = canTakeCode && wantsCode;
  const plan: ExportPlan = {
    archive: archiveName,
    rows,
    kind: scope.rows,
    format,
    columns: chosenColumns.length,
    name: typedName?.trim() ?? '',
    withCode,
    to: where === 'download' ? 'download' : (folder?.label ?? null),
  };
  const isReady = rows > 0 && (where === 'download' || folder !== null);

  const start = async () => {
    if (!isReady || isStarting) return;
    setStarting(true);
    const request: ExportRequest = {
      ...scope,
      selection: what === 'selected' && selection ? selection : { kind: 'matching', except: [] },
      sort,
      columns: chosenColumns,
      format,
      to: where === 'folder' ? (folder?.id ?? null) : null,
      // Left as it is, the engine may add a number where the name is taken; a typed one is meant.
      name: plan.name === '' ? null : plan.name,
      withCode,
    };
    try {
      await engine.startExport(request);
      onClose();
    } catch (failure) {
      setError(failure);
      setStarting(false);
    }
  };
  const choose = async () => {
    const place = await chooseFolder('export').catch((failure) => {
      setError(failure);
      return null;
    });
    if (place) setFolder(place);
  };

  return (
    <Dialog
      title="Export"
      size="large"
      onClose={onClose}
      onSubmit={() => void start()}
      note={sayExport(plan)}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabled={!isReady || isStarting} onClick={() => void start()}>
            Export
          </Button>
        </>
      }
    >
      <div className="export-grid">
        <RadioGroup
          label="What"
          value={what}
          onChange={setWhat}
          options={[
            {
              value: 'selected',
              label: `Selected (${counts.selected.toLocaleString('en-US')})`,
              isDisabled: !hasSelection,
            },
            {
              value: 'matching',
              label: `All that match (${counts.matching.toLocaleString('en-US')})`,
              detail: 'Every row of the filter, also those not on screen',
            },
          ]}
        />
        <RadioGroup label="Format" value={format} onChange={setFormat} options={exportFormats} />
        {format !== 'bundles' && (
          <RadioGroup
            label="Columns"
            value={range}
            onChange={setRange}
            options={[
              {
                value: 'visible',
                label: `Visible (${columns.visible.length})`,
                detail: 'In the order of the table; ids always come along',
              },
              { value: 'all', label: `All (${columns.all.length})` },
            ]}
          />
        )}
        <div className="export-where">
          {host.face === 'desktop' && <span className="field-label">Where to</span>}
          {host.face === 'browser' && (
            <RadioGroup
              label="Where to"
              value={where}
              onChange={setWhere}
              options={[
                {
                  value: 'download',
                  label: 'Download',
                  ...(format === 'bundles' && rows !== 1 ? { detail: 'As one zip file' } : {}),
                },
                { value: 'folder', label: 'A folder on the server' },
              ]}
            />
          )}
          {where === 'folder' && (
            <div className="export-folder">
              <Button onClick={() => void choose()}>
                {folder ? 'Choose another folder…' : 'Choose a folder…'}
              </Button>
              {folder && (
                <span className="truncate soft" title={folder.label}>
                  {folder.label}
                </span>
              )}
            </div>
          )}
          {canTakeCode && (
            <Checkbox
              label="With source code"
              detail="What came with the bundles, in the folder code beside them"
              isChecked={wantsCode}
              onChange={setWantsCode}
            />
          )}
        </div>
      </div>
      <TextField
        label={
          format === 'bundles' && where === 'folder' && rows !== 1
            ? 'Name of the new folder'
            : 'File name'
        }
        value={typedName ?? defaultName(plan)}
        placeholder="As it is called"
        onChange={setTypedName}
        hint="A number is added where this name is taken, unless you change it."
      />
      {error !== undefined && <ErrorNote title="The export could not be started" error={error} />}
    </Dialog>
  );
}

function isFormat(kept: unknown): boolean {
  return exportFormats.some(({ value }) => value === kept);
}
