import { Star, X } from 'lucide-react';
import { type KeyboardEvent, useId, useState } from 'react';
import { markLimits, readTag } from '#contract/marks.ts';
import type { ArchiveId, BacktestDetail } from '#contract/operations.ts';
import { useQuery } from '../../engine/use-query.ts';
import { Button } from '../../ui/button.tsx';
import { oneBacktest, useMark } from './use-mark.ts';
import './marks.css';

interface BacktestMarksProps {
  archive: ArchiveId;
  detail: Pick<BacktestDetail, 'handle' | 'marks'>;
}

/** The star, the tags and the note of one backtest, to be changed in place. */
export function BacktestMarks({ archive, detail }: BacktestMarksProps) {
  const { starred, tags, note } = detail.marks;
  const { mark } = useMark();
  const target = oneBacktest(archive, detail.handle);
  return (
    <section aria-label="Star, tags and note" className="marks">
      <div className="marks-line">
        <Button
          variant="quiet"
          isPressed={starred}
          icon={<Star size={14} aria-hidden fill={starred ? 'currentColor' : 'none'} />}
          onClick={() =>
            void mark(target, { starred: !starred }, starred ? 'without a star' : 'starred')
          }
        >
          {starred ? 'Starred' : 'Star'}
        </Button>
        <ul className="marks-tags" aria-label="Your tags">
          {tags.map((tag) => (
            <li key={tag} className="marks-tag">
              <span className="truncate" title={tag}>
                {tag}
              </span>
              <button
                type="button"
                aria-label={`Take the tag ${tag} away`}
                onClick={() => void mark(target, { removeTags: [tag] }, 'without the tag')}
              >
                <X size={12} aria-hidden />
              </button>
            </li>
          ))}
          <li>
            <TagEntry
              archive={archive}
              onTag={(tag) => void mark(target, { addTags: [tag] }, 'tagged')}
            />
          </li>
        </ul>
      </div>
      <NoteField
        key={`${detail.handle} ${note ?? ''}`}
        note={note ?? ''}
        onNote={(text) => void mark(target, { note: text }, 'with another note')}
      />
    </section>
  );
}

function TagEntry({ archive, onTag }: { archive: ArchiveId; onTag: (tag: string) => void }) {
  const id = useId();
  const [typed, setTyped] = useState('');
  const [isAsked, setAsked] = useState(false);
  const facts = useQuery(isAsked ? `tags ${archive}` : null, (engine) =>
    engine.marksFacts({ archive }),
  );
  const take = () => {
    const tag = readTag(typed.replaceAll(',', ' '));
    if (tag !== null) onTag(tag);
    setTyped('');
  };
  return (
    <>
      <input
        type="text"
        className="marks-entry"
        aria-label="Add a tag"
        placeholder="Add a tag"
        list={`${id}-tags`}
        autoComplete="off"
        maxLength={markLimits.tag}
        value={typed}
        onFocus={() => setAsked(true)}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={take}
        onKeyDown={(event: KeyboardEvent) => {
          if (event.key !== 'Enter' && event.key !== 'Escape') return;
          event.preventDefault();
          if (event.key === 'Enter') take();
          else setTyped('');
        }}
      />
      <datalist id={`${id}-tags`}>
        {facts.value?.tags.map(({ tag }) => (
          <option key={tag} value={tag} />
        ))}
      </datalist>
    </>
  );
}

/** Kept when the field is left. */
function NoteField({ note, onNote }: { note: string; onNote: (text: string) => void }) {
  const [text, setText] = useState(note);
  const keep = () => {
    if (text.trim() !== note) onNote(text);
  };
  return (
    <textarea
      className="marks-note"
      aria-label="Note"
      placeholder="Write a note"
      rows={text === '' ? 1 : Math.min(8, text.split('\n').length + 1)}
      maxLength={markLimits.note}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={keep}
      onKeyDown={(event) => {
        const isKept = event.key === 'Enter' && (event.ctrlKey || event.metaKey);
        if (!isKept && event.key !== 'Escape') return;
        event.preventDefault();
        if (isKept) keep();
        else setText(note);
      }}
    />
  );
}
