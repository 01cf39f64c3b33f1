import { Download } from 'lucide-react';
import type { ArchiveId } from '#contract/operations.ts';
import type { SqlExport } from '#contract/sql.ts';
import { useConnection } from '../../engine/engine-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { useChooseFolder } from '../folder/folder-chooser.tsx';

interface ExportResultProps {
  archive: ArchiveId;
  sql: string;
  seconds: number;
}

const formats = [
  { format: 'csv', label: 'CSV' },
  { format: 'parquet', label: 'Parquet' },
  { format: 'json', label: 'JSON' },
] as const;

/** Asks the query again and writes every row of it; how it goes is seen among the jobs. */
export function ExportResult({ archive, sql, seconds }: ExportResultProps) {
  const { engine, host } = useConnection();
  const toasts = useToasts();
  const chooseFolder = useChooseFolder();
  const start = async (format: SqlExport['format']) => {
    try {
      const place = host.face === 'desktop' ? await chooseFolder('export') : null;
      if (host.face === 'desktop' && place === null) return;
      const to = place?.id ?? null;
      await engine.startSqlExport({ archive, sql, seconds, format, to, name: null });
      toasts.show({
        title: 'Exporting all rows of the answer',
        detail: 'It is among the jobs below.',
      });
    } catch (error) {
      toasts.fail('The export could not be started', error);
    }
  };
  return (
    <Menu
      label="Export"
      placement="below-end"
      trigger={<Button icon={<Download size={14} aria-hidden />}>Export</Button>}
      items={formats.map(({ format, label }) => ({
        label,
        detail: 'All rows, also beyond those shown',
        onSelect: () => void start(format),
      }))}
    />
  );
}
