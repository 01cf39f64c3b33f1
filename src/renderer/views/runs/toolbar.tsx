import { ChartColumn, Download, EllipsisVertical, PanelLeft, PanelRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { rowsKinds } from '#contract/row-columns.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { useCommand } from '../../ui/commands.tsx';
import { Menu } from '../../ui/menu.tsx';
import type { useCopyAs } from '../query/copy-as.tsx';
import { QuickSearch } from './quick-search.tsx';
import { RowsSwitch } from './rows-switch.tsx';
import { UndoButtons } from './undo-buttons.tsx';
import type { ViewControl } from './use-view.ts';

interface ToolbarProps {
  control: ViewControl;
  panels: { left: boolean; right: boolean };
  onPanel: (side: 'left' | 'right') => void;
  /** The field for conditions and the columns menu. */
  filter: ReactNode;
  columns: ReactNode;
  /** Views with a name. */
  views: ReactNode;
  onScore: () => void;
  /** Buttons that do something with the selected rows. */
  rowActions: ReactNode;
  /** The ways to ask for the same rows elsewhere. */
  copyAs: ReturnType<typeof useCopyAs>;
  onReset: () => void;
  onExport: () => void;
  onLeaveSearch: () => void;
}

/** Everything that changes what the table shows. */
export function Toolbar(props: ToolbarProps) {
  const { control, panels, onPanel, filter, columns } = props;
  const { view, change } = control;
  useToolbarCommands(props);
  return (
    <div role="toolbar" aria-label="Table" className="runs-toolbar">
      <IconButton
        label="Sweep navigation"
        icon={<PanelLeft size={16} />}
        isPressed={panels.left}
        onClick={() => onPanel('left')}
      />
      <RowsSwitch
        rows={view.rows}
        onRows={(rows) => change('rows', (before) => ({ ...before, rows }))}
      />
      <QuickSearch
        value={view.quick}
        onChange={(quick) => change('quick', (before) => ({ ...before, quick }))}
        onLeave={props.onLeaveSearch}
      />
      {filter}
      {columns}
      {props.views}
      {props.rowActions}
      <IconButton
        label="Histograms in the heads"
        icon={<ChartColumn size={16} />}
        isPressed={view.hasSpreads}
        onClick={() =>
          change('histograms', (before) => ({ ...before, hasSpreads: !before.hasSpreads }))
        }
      />
      <UndoButtons control={control} group="Runs" />
      <Menu
        label="More"
        placement="below-end"
        trigger={<IconButton label="More" icon={<EllipsisVertical size={16} />} />}
        items={[
          { label: 'Weighted score…', onSelect: props.onScore },
          ...props.copyAs.items,
          { label: 'Reset the view', onSelect: props.onReset },
        ]}
      />
      <Button variant="primary" icon={<Download size={14} aria-hidden />} onClick={props.onExport}>
        Export
      </Button>
      <IconButton
        label="Preview"
        icon={<PanelRight size={16} />}
        isPressed={panels.right}
        onClick={() => onPanel('right')}
      />
    </div>
  );
}

function useToolbarCommands(props: ToolbarProps) {
  const { control, onPanel, copyAs, onReset, onExport } = props;
  const { change } = control;
  const group = 'Runs';
  useCommand({ id: 'rows.export', label: 'Export…', group, keys: ['Mod+E'], run: onExport });
  useCommand({
    id: 'rows.copy-command',
    label: 'Copy as CLI command',
    group,
    run: () => void copyAs.copy('cli', 'Copy as CLI command'),
  });
  useCommand({
    id: 'rows.copy-sql',
    label: 'Copy as SQL',
    group,
    run: () => void copyAs.copy('sql', 'Copy as SQL'),
  });
  useCommand({
    id: 'rows.open-query',
    label: 'Open these rows in Query',
    group,
    run: () => void copyAs.openQuery(),
  });
  useCommand({
    id: 'view.score',
    label: 'Weighted score…',
    group,
    words: 'rank weights sliders sort focus',
    run: props.onScore,
  });
  useCommand({ id: 'view.reset', label: 'Reset the view', group, run: onReset });
  useCommand({
    id: 'view.navigation',
    label: 'Show or hide the sweep navigation',
    group,
    keys: ['Mod+B'],
    run: () => onPanel('left'),
  });
  useCommand({
    id: 'view.preview',
    label: 'Show or hide the preview',
    group,
    keys: ['Mod+Alt+B'],
    run: () => onPanel('right'),
  });
  useCommand({
    id: 'view.rows',
    label: 'Rows are backtests, studies or runs',
    group,
    run: () =>
      change('rows', (before) => ({
        ...before,
        rows: rowsKinds[(rowsKinds.indexOf(before.rows) + 1) % rowsKinds.length] ?? 'backtests',
      })),
  });
  useCommand({
    id: 'view.histograms',
    label: 'Histograms in the heads',
    group,
    run: () => change('histograms', (before) => ({ ...before, hasSpreads: !before.hasSpreads })),
  });
}
