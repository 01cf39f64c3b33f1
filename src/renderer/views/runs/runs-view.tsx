import { useRef, useState } from 'react';
import type { OpenedArchive } from '#contract/operations.ts';
import { allMatching, countSelected, nothingSelected } from '../../ui/data-table/row-selection.ts';
import { DeleteButton } from '../deletion/delete-button.tsx';
import { ExportDialog } from '../export/export-dialog.tsx';
import { MarkMenu } from '../marks/mark-menu.tsx';
import { useCopyAs } from '../query/copy-as.tsx';
import { ViewsMenu } from '../saved-views/views-menu.tsx';
import { ScoreDialog } from '../score/score-dialog.tsx';
import { filterName } from './cell-menu.ts';
import { contractSelection, markTarget } from './chosen-rows.ts';
import { ColumnsMenu } from './columns-menu.tsx';
import { FilterChips, FilterEntry } from './filter-bar.tsx';
import { FilterContext } from './filter-context.ts';
import { PreviewPanel } from './preview-panel.tsx';
import { RunsTable } from './runs-table.tsx';
import { SelectedActions } from './selected-actions.tsx';
import { SidePanel } from './side-panel.tsx';
import { StatusLine } from './status-line.tsx';
import { SweepPanel } from './sweep-panel.tsx';
import { Toolbar } from './toolbar.tsx';
import { useRunsModel } from './use-runs-model.ts';
import { useTableKeyNotes } from './use-table-key-notes.ts';
import { firstView, withScore } from './view-state.ts';
import './preview.css';
import './runs.css';
import './sweep.css';

/** The home of an archive: the table of its backtests or runs, with sweep navigation and preview beside it. */
export function RunsView({ archive }: { archive: OpenedArchive }) {
  const model = useRunsModel(archive);
  const { view, control, panels, changePanels, columns, layout, counts, selection } = model;
  const screen = useRef<HTMLElement>(null);
  const [isChoosingColumns, setChoosingColumns] = useState(false);
  const [isExporting, setExporting] = useState(false);
  const [isScoring, setScoring] = useState(false);
  const [filterRequest, setFilterRequest] = useState<{ text: string } | null>(null);
  useTableKeyNotes();

  const copyAs = useCopyAs({
    scope: model.scope,
    sort: [...model.sort],
    columns: [...layout.shown],
  });
  const toTable = () => screen.current?.querySelector<HTMLElement>('[role="grid"]')?.focus();
  const askFilter = (column: string) => {
    const facts = columns.byKey.get(column);
    if (facts !== undefined) setFilterRequest({ text: `${filterName(facts)} ` });
  };
  const matching = counts.total;
  const selected = countSelected(selection, matching ?? 0);
  const { isLeftOpen, isRightOpen } = panels;

  return (
    <main ref={screen} tabIndex={-1} className="runs" aria-label={`Runs of ${archive.name}`}>
      <FilterContext value={model.knowledge}>
        <Toolbar
          control={control}
          panels={{ left: isLeftOpen, right: isRightOpen }}
          onPanel={(side) =>
            changePanels(
              side === 'left' ? { isLeftOpen: !isLeftOpen } : { isRightOpen: !isRightOpen },
            )
          }
          filter={
            <FilterEntry
              chips={view.chips}
              onChips={model.setChips}
              request={filterRequest}
              onLeave={toTable}
            />
          }
          columns={
            <ColumnsMenu
              facts={columns.facts}
              rows={view.rows}
              layout={layout}
              onLayout={(what, next) => model.setLayout(next, what)}
              onReset={model.resetLayout}
              isOpen={isChoosingColumns}
              onOpen={setChoosingColumns}
            />
          }
          views={<ViewsMenu archive={archive.archive} control={control} />}
          onScore={() => setScoring(true)}
          rowActions={
            <>
              <MarkMenu {...markTarget(model)} />
              <DeleteButton archive={archive} {...markTarget(model)} />
            </>
          }
          copyAs={copyAs}
          onReset={() => control.change('reset', ({ rows }) => ({ ...firstView, rows }))}
          onExport={() => setExporting(true)}
          onLeaveSearch={toTable}
        />
        <FilterChips chips={view.chips} onChips={model.setChips} />
        <div className="runs-body">
          {isLeftOpen && (
            <SidePanel
              side="left"
              label="Sweep navigation"
              width={panels.left}
              onWidth={(left) => changePanels({ left })}
            >
              <SweepPanel
                answer={model.sweep}
                chips={view.chips}
                onChips={model.setChips}
                toggled={panels.toggled}
                onToggled={(toggled) => changePanels({ toggled })}
                onSearch={(group) => askFilter(columnOfGroup(group))}
              />
            </SidePanel>
          )}
          <div className="runs-table">
            <RunsTable
              model={model}
              onFilterColumn={askFilter}
              onChooseColumns={() => setChoosingColumns(true)}
            />
          </div>
          {isRightOpen && (
            <SidePanel
              side="right"
              label="Preview"
              width={panels.right}
              onWidth={(right) => changePanels({ right })}
            >
              <PreviewPanel
                archive={archive.archive}
                row={model.preview}
                version={model.asideVersion}
              />
            </SidePanel>
          )}
        </div>
        <StatusLine
          rows={view.rows}
          matching={matching}
          all={model.all}
          isFiltered={model.scope.filter !== '' || model.scope.quick !== ''}
          selected={selected}
          isAllMatching={selection.kind === 'matching'}
          isWaiting={counts.isWaiting}
          sort={model.sort}
          columns={columns.table}
          onSelectAll={() => model.setSelection(allMatching)}
          onClear={() => model.setSelection(nothingSelected)}
          actions={<SelectedActions model={model} selected={selected} />}
        />
        {isScoring && (
          <ScoreDialog
            archive={archive.label}
            scope={model.scope}
            start={view.score ?? null}
            onScore={(score) => control.change('score', (now) => withScore(now, score, layout))}
            onClose={() => setScoring(false)}
          />
        )}
        {isExporting && (
          <ExportDialog
            scope={model.scope}
            archiveName={archive.name}
            isTiered={archive.kind === 'local-tiered'}
            sort={[...model.sort]}
            selection={selected === 0 ? null : contractSelection(selection)}
            counts={{ selected, matching: matching ?? 0 }}
            columns={{ visible: [...layout.shown], all: columns.facts.map(({ key }) => key) }}
            onClose={() => setExporting(false)}
          />
        )}
      </FilterContext>
    </main>
  );
}

/** The column that a group of the navigation is about. */
function columnOfGroup(group: string): string {
  const columns: Readonly<Record<string, string>> = {
    tag: 'tag',
    folder: 'folder',
    algorithm: 'algorithm_id',
    engine: 'engine_type',
    symbols: 'symbols',
  };
  return columns[group] ?? group.replace(/^parameter /, 'params.');
}
