import { History, Play, Square } from 'lucide-react';
import { useRef, useState } from 'react';
import type { OpenedArchive } from '#contract/operations.ts';
import { useQuery } from '../../engine/use-query.ts';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/choice.tsx';
import { useCommand } from '../../ui/commands.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { formatAgo, formatCount } from '../../ui/format.ts';
import { Menu, type MenuItem } from '../../ui/menu.tsx';
import { AnswerPart } from './answer-part.tsx';
import { answeredWith, remembered, rowLimits, timeLimits } from './query-state.ts';
import { SchemaPanel } from './schema-panel.tsx';
import { SqlEditor, type SqlEditorHandle } from './sql-editor.tsx';
import { useAsking } from './use-asking.ts';
import { useQueryState } from './use-query-state.ts';
import './query.css';

/** SQL over the whole archive, in a sealed process. */
export function QueryView({ archive }: { archive: OpenedArchive }) {
  const { archive: id, version } = archive;
  const [state, setState] = useQueryState(id);
  const editor = useRef<SqlEditorHandle>(null);
  const asking = useAsking(id);
  const schema = useQuery(`${id} ${version}`, (engine) => engine.sqlTables({ archive: id }));
  const { text, maxRows, seconds, history } = state;
  const failedHere = asking.failed?.sql === text ? asking.failed : null;

  const ask = async (sql: string) => {
    if (sql.trim() === '') return;
    setState((before) => remembered(before, sql, Date.now()));
    const isAnswered = await asking.ask(sql, maxRows, seconds);
    if (isAnswered) setState((before) => answeredWith(before, sql));
  };
  const run = () => void ask(text);
  useCommand({
    id: 'query.run',
    group: 'Query',
    label: 'Run the query',
    keys: ['Mod+Enter'],
    run,
  });
  useCommand({
    id: 'query.cancel',
    group: 'Query',
    label: 'Cancel the query',
    keys: ['Mod+.'],
    isDisabled: !asking.isRunning,
    run: asking.cancel,
  });

  return (
    <main className="query" tabIndex={-1} aria-label={`Query of ${archive.name}`}>
      <aside className="query-side" aria-label="Tables and columns">
        <h2>{schema.value ? sayDialect(schema.value.dialect) : 'Tables'}</h2>
        {schema.error !== undefined && (
          <ErrorNote
            title="The tables could not be listed"
            error={schema.error}
            actions={<Button onClick={schema.refresh}>Try again</Button>}
          />
        )}
        {schema.value && (
          <SchemaPanel
            tables={schema.value.tables}
            onInsert={(name) => editor.current?.insert(name)}
          />
        )}
      </aside>
      <div className="query-main">
        <SqlEditor
          ref={editor}
          value={text}
          isInvalid={failedHere !== null}
          onChange={(next) => setState((before) => ({ ...before, text: next }))}
          onRun={run}
        />
        <div role="toolbar" aria-label="Query" className="query-toolbar">
          <Button
            variant="primary"
            icon={<Play size={14} aria-hidden />}
            shortcut="Mod+Enter"
            aria-keyshortcuts="Control+Enter Meta+Enter"
            onClick={run}
          >
            Run
          </Button>
          <Button
            icon={<Square size={12} aria-hidden />}
            disabled={!asking.isRunning}
            onClick={asking.cancel}
          >
            Cancel
          </Button>
          <Select
            label="Rows at most"
            isLabelHidden
            isQuiet
            value={String(maxRows)}
            options={rowLimits.map((limit) => ({
              value: String(limit),
              label: `${formatCount(limit)} rows at most`,
            }))}
            onChange={(rows) => setState((before) => ({ ...before, maxRows: Number(rows) }))}
          />
          <Select
            label="Time at most"
            isLabelHidden
            isQuiet
            value={String(seconds)}
            options={timeLimits.map((limit) => ({
              value: String(limit),
              label: `stopped after ${limit} s`,
            }))}
            onChange={(limit) => setState((before) => ({ ...before, seconds: Number(limit) }))}
          />
          <HistoryMenu
            items={history.map(
              ({ sql, at }): MenuItem => ({
                label: firstLine(sql),
                detail: formatAgo(at, Date.now()),
                onSelect: () => setState((before) => ({ ...before, text: sql })),
              }),
            )}
          />
          <span className="query-sealed faint">
            Reads only: no other file, no network, no writing.
          </span>
        </div>
        <AnswerPart
          archive={id}
          asking={asking}
          state={state}
          onState={(change) => setState((before) => ({ ...before, ...change }))}
          onAskAgain={(sql) => void ask(sql)}
          onGoTo={(offset) => editor.current?.goTo(offset)}
        />
      </div>
    </main>
  );
}

function HistoryMenu({ items }: { items: MenuItem[] }) {
  const [shown, setShown] = useState(20);
  const more: MenuItem[] =
    items.length > shown
      ? [
          {
            label: `${formatCount(items.length - shown)} older…`,
            onSelect: () => setShown(items.length),
          },
        ]
      : [];
  return (
    <Menu
      label="History"
      trigger={
        <Button
          variant="quiet"
          icon={<History size={14} aria-hidden />}
          disabled={items.length === 0}
        >
          History
        </Button>
      }
      items={[...items.slice(0, shown), ...more]}
    />
  );
}

function firstLine(sql: string): string {
  const line = sql.replaceAll(/\s+/g, ' ').trim();
  return line.length > 72 ? `${line.slice(0, 71)}…` : line;
}

function sayDialect(dialect: 'duckdb' | 'sqlite'): string {
  return dialect === 'duckdb' ? 'DuckDB over the tiers' : 'SQLite over the index';
}
