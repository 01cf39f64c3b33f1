import { Columns3, Search } from 'lucide-react';
import { type ReactElement, useMemo, useState } from 'react';
import type { ColumnGroup } from '#contract/column.ts';
import type { ColumnFacts } from '#contract/operations.ts';
import type { RowsKind } from '#contract/row-columns.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/choice.tsx';
import { type ColumnLayout, hideColumn, showColumn } from '../../ui/data-table/column-layout.ts';
import { formatCount } from '../../ui/format.ts';
import { Popover } from '../../ui/popover.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { presetLayout, presetNames } from './column-presets.ts';

interface ColumnsMenuProps {
  facts: readonly ColumnFacts[];
  rows: RowsKind;
  layout: ColumnLayout;
  onLayout: (what: string, layout: ColumnLayout) => void;
  onReset: () => void;
  isOpen: boolean;
  onOpen: (isOpen: boolean) => void;
}

const groupLabels: Readonly<Record<ColumnGroup, string>> = {
  identity: 'Identity',
  yours: 'Yours',
  parameters: 'Parameters',
  returns: 'Returns',
  risk: 'Risk',
  trades: 'Trades',
  consistency: 'Consistency',
  windows: 'Windows',
  provenance: 'Provenance',
};
const groupOrder = Object.keys(groupLabels) as ColumnGroup[];

/** Found columns of a group that are listed; of thousands of parameters a search finds the others. */
const LISTED = 150;

/** Which columns are shown: by name, by group, or a set of them at once. */
export function ColumnsMenu(props: ColumnsMenuProps): ReactElement {
  const { facts, rows, layout, onLayout, onReset, isOpen, onOpen } = props;
  const [button, setButton] = useState<HTMLButtonElement | null>(null);
  const [search, setSearch] = useState('');
  const found = useMemo(() => find(facts, search), [facts, search]);
  return (
    <>
      <Button
        ref={setButton}
        icon={<Columns3 size={14} aria-hidden />}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => onOpen(!isOpen)}
      >
        Columns
      </Button>
      <Popover
        anchor={isOpen ? button : null}
        label="Columns"
        placement="below-end"
        className="columns-menu"
        onClose={() => onOpen(false)}
      >
        <TextField
          label="Search columns"
          isLabelHidden
          placeholder="Search columns"
          type="search"
          icon={<Search size={14} aria-hidden />}
          value={search}
          onChange={setSearch}
        />
        <fieldset className="columns-presets">
          <legend className="visually-hidden">Sets of columns</legend>
          {presetNames.map((name) => (
            <Button
              key={name}
              variant="quiet"
              onClick={() => {
                const preset = presetLayout(name, facts, rows);
                onLayout('preset', { ...preset, widths: layout.widths });
              }}
            >
              {name}
            </Button>
          ))}
        </fieldset>
        <div className="columns-groups">
          {groupOrder.map((group) => (
            <Group
              key={group}
              group={group}
              facts={found.filter((one) => one.group === group)}
              layout={layout}
              onLayout={onLayout}
            />
          ))}
          {found.length === 0 && (
            <p className="soft columns-none">No column has this in its name.</p>
          )}
        </div>
        <div className="columns-foot">
          <span className="faint">
            {formatCount(layout.shown.length)} of {formatCount(facts.length)} shown
          </span>
          <Button variant="quiet" onClick={onReset}>
            Reset
          </Button>
        </div>
      </Popover>
    </>
  );
}

interface GroupProps {
  group: ColumnGroup;
  facts: readonly ColumnFacts[];
  layout: ColumnLayout;
  onLayout: (what: string, layout: ColumnLayout) => void;
}

function Group({ group, facts, layout, onLayout }: GroupProps) {
  if (facts.length === 0) return null;
  const isAll = facts.every(({ key }) => layout.shown.includes(key));
  const toggle = (next: ColumnLayout, { key }: ColumnFacts) =>
    isAll ? hideColumn(next, key) : showColumn(next, key);
  const left = facts.length - LISTED;
  return (
    <fieldset className="columns-group">
      <legend>
        {groupLabels[group]}
        <button
          type="button"
          className="columns-all"
          aria-label={`${isAll ? 'Hide' : 'Show'} all of ${groupLabels[group]}`}
          onClick={() => onLayout('columns', facts.reduce(toggle, layout))}
        >
          {isAll ? 'None' : 'All'}
        </button>
      </legend>
      {facts.slice(0, LISTED).map(({ key, label, meaning, filled }) => (
        <div key={key} title={`${meaning} (${key})`}>
          <Checkbox
            label={filled === 0 ? `${label} (empty)` : label}
            isChecked={layout.shown.includes(key)}
            onChange={(isShown) =>
              onLayout('columns', isShown ? showColumn(layout, key) : hideColumn(layout, key))
            }
          />
        </div>
      ))}
      {left > 0 && <p className="soft">{formatCount(left)} more: search for their name.</p>}
    </fieldset>
  );
}

/** All words must be in the label or the key. */
function find(facts: readonly ColumnFacts[], search: string): readonly ColumnFacts[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return facts.filter(({ label, key }) => {
    const text = `${label} ${key}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
