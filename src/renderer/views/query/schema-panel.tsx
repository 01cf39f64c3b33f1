import { Table2 } from 'lucide-react';
import { useState } from 'react';
import type { SqlTable } from '#contract/sql.ts';
import { TextField } from '../../ui/text-field.tsx';
import { quotedName } from './sql-words.ts';

interface SchemaPanelProps {
  tables: readonly SqlTable[];
  onInsert: (text: string) => void;
}

/** Every table with its columns and their types; a press puts the name where one is writing. */
export function SchemaPanel({ tables, onInsert }: SchemaPanelProps) {
  const [words, setWords] = useState('');
  const wanted = words.trim().toLowerCase();
  const found = tables.flatMap((table) => {
    if (wanted === '' || table.name.includes(wanted)) return [table];
    const columns = table.columns.filter(({ name }) => name.toLowerCase().includes(wanted));
    return columns.length === 0 ? [] : [{ ...table, columns }];
  });
  return (
    <>
      <TextField
        label="Find a column"
        isLabelHidden
        type="search"
        placeholder="Find a table or column"
        value={words}
        onChange={setWords}
        className="query-find"
      />
      <div className="query-tables">
        {found.map((table, place) => (
          <details key={table.name} open={wanted !== '' || place === 0 ? true : undefined}>
            <summary>
              <Table2 size={14} aria-hidden /> {table.name}
              <span className="faint"> {table.columns.length}</span>
            </summary>
            <button
              type="button"
              className="query-name query-table-name"
              onClick={() => onInsert(quotedName(table.name))}
            >
              Insert {table.name}
            </button>
            <ul>
              {table.columns.map(({ name, type }) => (
                <li key={name}>
                  <button
                    type="button"
                    className="query-name"
                    title={`${name} ${type}`}
                    onClick={() => onInsert(quotedName(name))}
                  >
                    <span className="truncate">{name}</span>
                    <span className="faint query-type">{type.toLowerCase()}</span>
                  </button>
                </li>
              ))}
            </ul>
          </details>
        ))}
        {found.length === 0 && <p className="soft query-none">Nothing is called so.</p>}
      </div>
    </>
  );
}
