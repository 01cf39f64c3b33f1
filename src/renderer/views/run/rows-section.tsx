import { useState } from 'react';
import type { RunFacts, RunRef } from '#contract/run-page.ts';
import type { RunTableName } from '#contract/run-tables.ts';
import { formatCount } from '../../ui/format.ts';
import { Tabs } from '../../ui/tabs.tsx';
import { RunRows } from './run-rows.tsx';
import type { ShownTrade } from './use-shown-trade.ts';

const labels: Readonly<Record<RunTableName, string>> = {
  trades: 'Trades',
  orders: 'Orders',
  exits: 'Stops and targets',
  positions: 'Positions',
  signals: 'Signals',
  events: 'Executed signals',
  recorded: 'Recorded values',
  snapshots: 'Snapshots',
};
const tables = Object.keys(labels) as RunTableName[];

interface RowsSectionProps {
  /** Null: not yet to be asked for. */
  runRef: RunRef | null;
  facts: RunFacts | undefined;
  onTrade: (trade: ShownTrade | null) => void;
}

/** Every list inside of the run, as a table. */
export function RowsSection({ runRef, facts, onTrade }: RowsSectionProps) {
  const [table, setTable] = useState<RunTableName>('trades');
  return (
    <section className="run-section run-rows" aria-label="Tables of the run">
      <Tabs
        label="Tables of the run"
        value={table}
        tabs={tables.map((value) => {
          const count = facts?.counts[value];
          return {
            value,
            label: count === undefined ? labels[value] : `${labels[value]} ${formatCount(count)}`,
          };
        })}
        onChange={setTable}
      >
        {runRef === null ? (
          <div className="run-table-coming" aria-busy="true" />
        ) : (
          <RunRows
            key={`${table} ${runRef.id} ${runRef.run}`}
            runRef={runRef}
            table={table}
            label={labels[table]}
            onTrade={onTrade}
          />
        )}
      </Tabs>
    </section>
  );
}
