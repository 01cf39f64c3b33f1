import { Star } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '../../ui/button.tsx';
import { useCommand } from '../../ui/commands.tsx';
import { formatCounted } from '../../ui/format.ts';
import { Menu } from '../../ui/menu.tsx';
import { NoteDialog } from './note-dialog.tsx';
import { TagDialog } from './tag-dialog.tsx';
import { type MarkTarget, useMark } from './use-mark.ts';

interface MarkMenuProps {
  /** What would be marked now: the selected rows, else the one that has the focus; null where there is neither. */
  target: MarkTarget | null;
  /** How many rows that are; null for the one that has the focus. */
  selected: number | null;
}

/** Stars, tags and notes for what is selected: by button, palette and keys. */
export function MarkMenu({ target, selected }: MarkMenuProps) {
  const { mark, toggleStar } = useMark();
  const [tagged, setTagged] = useState<MarkTarget | null>(null);
  const [noted, setNoted] = useState<MarkTarget | null>(null);
  const rows = target?.rows === 'runs' ? 'run' : 'backtest';
  const what = selected === null ? 'this backtest' : formatCounted(selected, `selected ${rows}`);
  const isDisabled = target === null;
  const withTarget = (act: (target: MarkTarget) => void) => () => {
    if (target !== null) act(target);
  };
  const star = withTarget((one) => void toggleStar(one));
  const openTags = withTarget(setTagged);
  const openNote = withTarget(setNoted);

  const group = 'Runs';
  useCommand({
    id: 'rows.star',
    label: 'Star, or take the star away',
    group,
    keys: ['S'],
    words: 'favourite mark bookmark',
    isDisabled,
    run: star,
  });
  useCommand({
    id: 'rows.tag',
    label: 'Tags…',
    group,
    keys: ['T'],
    words: 'label mark',
    isDisabled,
    run: openTags,
  });
  useCommand({
    id: 'rows.note',
    label: 'Note…',
    group,
    keys: ['N'],
    words: 'comment remark write mark',
    isDisabled,
    run: openNote,
  });
  return (
    <>
      <Menu
        label={`Star, tag or note ${what}`}
        trigger={<IconButton label="Star, tag or note" icon={<Star size={16} />} />}
        items={[
          { label: `Star ${what}`, shortcut: 'S', isDisabled, onSelect: star },
          {
            label: 'Take the star away',
            isDisabled,
            onSelect: withTarget((one) => void mark(one, { starred: false }, 'without a star')),
          },
          { label: 'Tags…', shortcut: 'T', isDisabled, onSelect: openTags },
          { label: 'Note…', shortcut: 'N', isDisabled, onSelect: openNote },
        ]}
      />
      {noted !== null && (
        <NoteDialog
          target={noted}
          what={what}
          isOne={selected === null || selected === 1}
          onClose={() => setNoted(null)}
        />
      )}
      {tagged !== null && <TagDialog target={tagged} what={what} onClose={() => setTagged(null)} />}
    </>
  );
}
