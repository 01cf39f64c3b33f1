import { Download, Info, Table2 } from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
import { useId, useRef, useState } from 'react';
import { Button, IconButton } from '../button.tsx';
import { classNames } from '../class-names.ts';
import { Menu, type MenuItem } from '../menu.tsx';
import { useToasts } from '../toasts.tsx';
import { Tooltip } from '../tooltip.tsx';
import { chartColours } from './chart-colours.ts';
import { type ChartPicture, pngOf, svgDocument } from './chart-picture.ts';
import { ChartTable, type ChartTableData, tableAsText } from './chart-table.tsx';
import { saveFile } from './save-file.ts';
import { type ChartCopy, useCopyItems } from './use-copy-items.ts';
import './chart.css';

export type { ChartCopy } from './use-copy-items.ts';

interface ChartFrameProps {
  title: string;
  level?: 2 | 3;
  /** How the figures are worked out, said on hover and focus of the mark beside the title. */
  definition?: string;
  /** Below the title: what is shown, what a limit left out and the way past it. Goes into saved pictures. */
  note?: string;
  /** What is chosen for this chart. */
  controls?: ReactNode;
  /** The same figures as a table, behind a button. Null while there are none. */
  table: ChartTableData | null;
  /** What is shown is a table already: no button for another. */
  isTableItself?: boolean;
  /** Set by the chart while it is drawn; null in it: there is nothing to save. */
  picture: RefObject<ChartPicture | null>;
  copies?: readonly ChartCopy[];
  className?: string;
  children: ReactNode;
}

/** Around every chart: title, definition, controls, the table behind it, and what it can be saved and copied as. */
export function ChartFrame(props: ChartFrameProps) {
  const { title, level = 3, definition, note = '', controls, table, children } = props;
  const id = useId();
  const frame = useRef<HTMLElement>(null);
  const [wantsTable, setWantsTable] = useState(false);
  const isTable = wantsTable && table !== null;
  const items = useChartItems(props, frame, isTable);
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <section ref={frame} aria-labelledby={id} className={classNames('chart', props.className)}>
      <header className="chart-head">
        <Heading id={id} className="chart-title">
          {title}
        </Heading>
        {definition !== undefined && (
          <Tooltip text={definition}>
            <button type="button" className="chart-about" aria-label={`About ${title}`}>
              <Info size={14} aria-hidden />
            </button>
          </Tooltip>
        )}
        <div className="chart-controls">{controls}</div>
        {props.isTableItself !== true && (
          <Button
            variant="quiet"
            icon={<Table2 size={14} aria-hidden />}
            isPressed={isTable}
            disabled={table === null}
            aria-label={`As table: ${title}`}
            onClick={() => setWantsTable(!isTable)}
          >
            As table
          </Button>
        )}
        <Menu
          label={`Save or copy ${title}`}
          placement="below-end"
          trigger={
            <IconButton label={`Save or copy ${title}`} icon={<Download size={16} aria-hidden />} />
          }
          items={items}
        />
      </header>
      {note !== '' && <p className="chart-note">{note}</p>}
      <div className="chart-body">
        {isTable && <ChartTable {...table} />}
        {/* Not taken away: what is drawn, and what was marked in it, is there when it comes back. */}
        <div className="chart-drawn" hidden={isTable}>
          {children}
        </div>
      </div>
    </section>
  );
}

function useChartItems(
  { title, note = '', table, picture, copies = [] }: ChartFrameProps,
  frame: RefObject<HTMLElement | null>,
  isTable: boolean,
): MenuItem[] {
  const toasts = useToasts();
  const surround = () => {
    const { canvas, text, faint } = chartColours(frame.current ?? document.documentElement);
    return { title, note, background: canvas, text, faint };
  };
  const save = async (kind: 'PNG' | 'SVG') => {
    try {
      const { current } = picture;
      if (current === null) throw new Error('Nothing is drawn yet.');
      const file =
        kind === 'PNG'
          ? await pngOf(current, surround())
          : new Blob([svgDocument((await current.svg?.()) ?? '', surround())], {
              type: 'image/svg+xml',
            });
      saveFile(`${title}.${kind.toLowerCase()}`, file);
    } catch (error) {
      toasts.fail(`The ${kind} could not be made`, error);
    }
  };
  const [figures, ...others] = useCopyItems([
    { label: 'Copy the figures', text: () => tableAsText(table!) },
    ...copies,
  ]);
  return [
    // The table stands in the chart's place: nothing is drawn to be saved.
    { label: 'Save as PNG', isDisabled: isTable, onSelect: () => void save('PNG') },
    {
      label: 'Save as SVG',
      isDisabled: isTable || picture.current?.svg === null,
      onSelect: () => void save('SVG'),
    },
    { kind: 'line' },
    { ...figures!, detail: 'Tab-separated, all rows', isDisabled: table === null },
    ...others,
  ];
}
