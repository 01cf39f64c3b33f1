import { Search } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { useEffect, useId, useRef, useState } from 'react';
import type { ArchiveCard } from '#contract/operations.ts';
import { useQuery } from '../../engine/use-query.ts';
import { type Command, useCommands } from '../../ui/commands.tsx';
import { shortcutLabel } from '../../ui/shortcut.ts';
import { goTo } from '../frame/use-route.ts';
import { matchWords } from './match-words.ts';
import './palette.css';

/** Every command there is right now, and every archive, by a few letters. */
export function Palette({ onClose }: { onClose: () => void }) {
  const commands = useCommands();
  const archives = useQuery('archives', (engine) => engine.listArchives({}));
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState(0);
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();

  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);

  const found = search([...commands, ...(archives.value ?? []).flatMap(asCommand)], typed);
  const at = Math.min(chosen, found.length - 1);
  useEffect(() => {
    document.getElementById(`${id}-${at}`)?.scrollIntoView({ block: 'nearest' });
  }, [id, at]);

  const run = (command: Command | undefined) => {
    if (command === undefined) return;
    onClose();
    // After the dialog gave the focus back, so that a command may take it.
    window.setTimeout(() => command.run());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setChosen(Math.max(0, Math.min(found.length - 1, at + step)));
    }
    if (event.key === 'Enter') {
      event.preventDefault();
      run(found[at]);
    }
  };

  return (
    <dialog
      ref={dialog}
      className="palette"
      aria-label="Command palette"
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onPointerDown={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
      onKeyDown={onKeyDown}
    >
      <div className="palette-frame">
        <div className="palette-field">
          <Search size={16} aria-hidden />
          <input
            type="text"
            role="combobox"
            aria-label="Search commands and archives"
            aria-expanded="true"
            aria-controls={`${id}-list`}
            aria-activedescendant={found.length > 0 ? `${id}-${at}` : undefined}
            placeholder="Search commands and archives"
            autoComplete="off"
            spellCheck={false}
            value={typed}
            onChange={(event) => {
              setTyped(event.currentTarget.value);
              setChosen(0);
            }}
          />
        </div>
        <div id={`${id}-list`} role="listbox" aria-label="Commands" className="palette-list">
          {found.map((command, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keyboard for all of them
            <div
              key={command.id}
              id={`${id}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === at}
              className="palette-item"
              onClick={() => run(command)}
              onPointerMove={() => setChosen(index)}
            >
              <span className="palette-group">{command.group}</span>
              <span className="truncate">{command.label}</span>
              {command.keys?.[0] !== undefined && (
                <span className="palette-keys">{shortcutLabel(command.keys[0])}</span>
              )}
            </div>
          ))}
        </div>
        {found.length === 0 && (
          <p className="palette-none" role="status">
            Nothing is called that.
          </p>
        )}
      </div>
    </dialog>
  );
}

function search(commands: readonly Command[], typed: string): Command[] {
  return commands
    .filter((command) => !command.isDisabled && command.id !== 'palette.show')
    .map((command) => ({
      command,
      score: matchWords(`${command.label} ${command.group} ${command.words ?? ''}`, typed),
    }))
    .filter(({ score }) => score !== null)
    .sort((a, b) => (b.score ?? 0) - (a.score ?? 0))
    .map(({ command }) => command);
}

function asCommand(card: ArchiveCard): Command[] {
  if (!card.isPresent) return [];
  return [
    {
      id: `archive ${card.archive}`,
      label: `Show ${card.name}`,
      group: 'Archives',
      words: card.label,
      run: () => goTo({ screen: 'runs', archive: card.archive }),
    },
  ];
}
