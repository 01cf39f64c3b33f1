import type { RowScope, SortKey } from '#contract/operations.ts';
import type { SnippetKind } from '#contract/run-snippet.ts';
import { snippetText, type ViewSnippets } from '#contract/sql.ts';
import { useEngine } from '../../engine/engine-provider.tsx';
import { copyText } from '../../ui/copy-text.ts';
import type { MenuItem } from '../../ui/menu.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { goTo } from '../frame/use-route.ts';
import { useQueryState } from './use-query-state.ts';

/** What a table or a chart shows. */
export interface CopiedView {
  scope: RowScope;
  sort: SortKey[];
  columns: string[];
}

const kinds = [
  { key: 'sql', label: 'Copy as SQL' },
  { key: 'cli', label: 'Copy as CLI command' },
  { key: 'duckdb', label: 'Copy as Python (DuckDB)' },
  { key: 'polars', label: 'Copy as Python (Polars)' },
] as const;

/** The ways to ask for the same rows elsewhere: in a menu, as the copies of a chart, in the Query screen. */
export function useCopyAs(view: CopiedView) {
  const engine = useEngine();
  const toasts = useToasts();
  const { archive } = view.scope;
  const [, setQuery] = useQueryState(archive);
  const snippets = (): Promise<ViewSnippets> => {
    const { scope, sort, columns } = view;
    return engine.viewSnippets({ ...scope, sort, columns });
  };
  const copy = async (key: SnippetKind, label: string) => {
    try {
      const text = snippetText(await snippets(), key);
      await copyText(text);
      toasts.show({ title: label.replace('Copy', 'Copied'), detail: text.split('\n')[0] ?? '' });
    } catch (error) {
      toasts.fail('It could not be copied', error);
    }
  };
  const openQuery = async () => {
    try {
      const text = snippetText(await snippets(), 'sql');
      setQuery((before) => ({ ...before, text }));
      goTo({ screen: 'query', archive });
    } catch (error) {
      toasts.fail('It could not be asked as SQL', error);
    }
  };
  return {
    items: [
      ...kinds.map(
        ({ key, label }): MenuItem => ({ label, onSelect: () => void copy(key, label) }),
      ),
      { label: 'Open in Query', onSelect: () => void openQuery() } as MenuItem,
    ],
    /** For a chart's frame. */
    copies: kinds.map(({ key, label }) => ({
      label,
      text: async () => snippetText(await snippets(), key),
    })),
    copy,
    openQuery,
  };
}
