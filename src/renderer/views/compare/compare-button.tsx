import { Layers } from 'lucide-react';
import { Button } from '../../ui/button.tsx';
import { useCommand } from '../../ui/commands.tsx';
import { formatCounted } from '../../ui/format.ts';
import { Menu } from '../../ui/menu.tsx';
import { type PickRequest, useAddToCompare } from './use-add-to-compare.ts';

interface CompareButtonProps {
  request: PickRequest;
  /** Rows that are selected; without any, there is nothing to compare. */
  selected: number;
}

/** Takes the selected rows to the Compare screen; where that holds runs already, beside them or in their place. */
export function CompareButton({ request, selected }: CompareButtonProps) {
  const { compared, compare } = useAddToCompare();
  useCommand({
    id: 'rows.compare',
    group: 'Runs',
    label: compared === 0 ? 'Compare the selected' : 'Compare the selected, with those before',
    keys: ['Shift+C'],
    words: 'overlay curves equity baseline correlation',
    isDisabled: selected === 0,
    run: () => void compare(request, false),
  });
  if (selected === 0) return null;
  const icon = <Layers size={14} aria-hidden />;
  if (compared === 0) {
    return (
      <Button variant="quiet" icon={icon} onClick={() => void compare(request, false)}>
        Compare
      </Button>
    );
  }
  return (
    <Menu
      label="Compare"
      trigger={
        <Button variant="quiet" icon={icon}>
          Compare
        </Button>
      }
      items={[
        {
          label: `Add to the ${formatCounted(compared, 'run')} being compared`,
          shortcut: 'Shift+C',
          onSelect: () => void compare(request, false),
        },
        { label: 'Compare these alone', onSelect: () => void compare(request, true) },
      ]}
    />
  );
}
