import type { RowsKind } from '#contract/row-columns.ts';
import { Button } from '../../ui/button.tsx';

/** What a row is: a bundle, one of its studies on one engine, or one of its runs. */
export function RowsSwitch({ rows, onRows }: { rows: RowsKind; onRows: (rows: RowsKind) => void }) {
  return (
    <fieldset className="rows-switch">
      <legend className="visually-hidden">Rows</legend>
      <Button
        variant="quiet"
        isPressed={rows === 'backtests'}
        tooltip="One row for every bundle"
        onClick={() => onRows('backtests')}
      >
        Backtests
      </Button>
      <Button
        variant="quiet"
        isPressed={rows === 'studies'}
        tooltip="One row for every study and engine, and for each of its universes"
        onClick={() => onRows('studies')}
      >
        Studies
      </Button>
      <Button
        variant="quiet"
        isPressed={rows === 'runs'}
        tooltip="One row for every window of every backtest"
        onClick={() => onRows('runs')}
      >
        Runs
      </Button>
    </fieldset>
  );
}
