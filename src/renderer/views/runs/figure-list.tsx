import { classNames } from '../../ui/class-names.ts';
import { formatCell, toneOf, unitLabel } from '../../ui/format.ts';
import type { Figure } from './headline.ts';

interface FigureListProps {
  label: string;
  figures: readonly Figure[];
  isProminent?: boolean;
  /** One below the other, for long values. */
  isSingle?: boolean;
  /** Of the account, such as EUR; without it the unit is called what it is. */
  currency?: string | undefined;
}

/** Figures with their names, units and signs. */
export function FigureList({ label, figures, isProminent, isSingle, currency }: FigureListProps) {
  return (
    <dl
      aria-label={label}
      className={classNames(
        'figures',
        isProminent && 'figures-prominent',
        isSingle && 'figures-single',
      )}
    >
      {figures.map(({ column, value }) => {
        const unit = unitOf(column, currency);
        const why = value === null ? `No value: ${column.nullRule}` : undefined;
        return (
          <div key={column.key} className="figure">
            <dt title={column.meaning}>{column.label}</dt>
            <dd className={classNames(toneOf(column, value))} title={why ?? String(value)}>
              {formatCell(column, value)}
              {unit !== null && value !== null && <span className="figure-unit"> {unit}</span>}
              {why !== undefined && <span className="visually-hidden">{why}</span>}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

function unitOf(column: Figure['column'], currency: string | undefined): string | null {
  if (column.unit === 'currency' && currency !== undefined) return currency;
  return column.unit === 'currency' || column.unit === 'rate' ? unitLabel(column) : null;
}
