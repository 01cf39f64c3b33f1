import { FileText } from 'lucide-react';
import { Button } from '../../ui/button.tsx';
import { useCommand } from '../../ui/commands.tsx';
import type { PickRequest } from '../compare/use-add-to-compare.ts';
import { useReport } from './use-report.ts';

interface ReportButtonProps {
  request: PickRequest;
  /** Rows that are selected; without any, there is nothing to report on. */
  selected: number;
}

/** A page about the selected backtests, as a file. */
export function ReportButton({ request, selected }: ReportButtonProps) {
  const { reportSelection } = useReport();
  useCommand({
    id: 'rows.report',
    group: 'Runs',
    label: 'Make a report of the selected',
    words: 'html tearsheet print share send',
    isDisabled: selected === 0,
    run: () => void reportSelection(request),
  });
  if (selected === 0) return null;
  return (
    <Button
      variant="quiet"
      icon={<FileText size={14} aria-hidden />}
      onClick={() => void reportSelection(request)}
    >
      Report
    </Button>
  );
}
