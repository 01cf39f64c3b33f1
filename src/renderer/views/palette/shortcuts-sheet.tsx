import { useCommands, useKeyNotes } from '../../ui/commands.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { shortcutLabel } from '../../ui/shortcut.ts';
import './palette.css';

interface Line {
  label: string;
  keys: readonly string[];
}

/** The keys that work right now, from the same list that makes them work. */
export function ShortcutsSheet({ onClose }: { onClose: () => void }) {
  const commands = useCommands();
  const notes = useKeyNotes();
  const groups = new Map<string, Line[]>();
  const add = (group: string, line: Line) =>
    groups.set(group, [...(groups.get(group) ?? []), line]);
  for (const { group, label, keys } of commands) if (keys) add(group, { label, keys });
  for (const { group, label, keys } of notes) add(group, { label, keys });

  return (
    <Dialog title="Keyboard shortcuts" size="large" onClose={onClose}>
      <div className="keys-columns">
        {[...groups].map(([group, lines]) => (
          <section key={group} className="keys-group">
            <h3>{group}</h3>
            <dl>
              {lines.map(({ label, keys }) => (
                <div key={label}>
                  <dt>{label}</dt>
                  <dd>
                    {keys.map((key) => (
                      <kbd key={key}>{shortcutLabel(key)}</kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
