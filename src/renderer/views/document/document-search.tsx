import { Search } from 'lucide-react';
import { useState } from 'react';
import { describePath } from '#contract/document-path.ts';
import type { ArchiveId } from '#contract/operations.ts';
import { useQuery } from '../../engine/use-query.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { sayValue } from './document-tree.ts';

interface DocumentSearchProps {
  archive: ArchiveId;
  id: string;
  onChoose: (path: readonly (string | number)[]) => void;
}

const SHOWN = 200;

/** Finds values by key or text; choosing one shows it in the tree. */
export function DocumentSearch({ archive, id, onChoose }: DocumentSearchProps) {
  const [text, setText] = useState('');
  const wanted = text.trim();
  const answer = useQuery(wanted === '' ? null : `${archive} ${id} ${wanted}`, (engine) =>
    engine.searchDocument({ archive, id, text: wanted, limit: SHOWN }),
  );
  const found = wanted === '' || answer.isStale ? undefined : answer.value;
  return (
    <div className="document-search">
      <TextField
        label="Find a key or a text"
        isLabelHidden
        placeholder="Find a key or a text"
        icon={<Search size={14} aria-hidden />}
        value={text}
        onChange={setText}
        type="search"
      />
      <p className="document-count soft" role="status">
        {found !== undefined && sayCount(found.matches.length, found.isCut)}
      </p>
      {answer.error !== undefined && (
        <ErrorNote title="The document could not be searched" error={answer.error} />
      )}
      {found !== undefined && found.matches.length > 0 && (
        <ul className="document-matches" aria-label="Found">
          {found.matches.map(({ path, node }) => (
            <li key={JSON.stringify(path)}>
              <button type="button" onClick={() => onChoose(path)}>
                <span className="document-key">{describePath(path)}</span>
                <span className="document-value">{sayValue(node)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function sayCount(count: number, isCut: boolean): string {
  if (count === 0) return 'Nothing has this key or text.';
  if (isCut) return `The first ${count} are shown.`;
  return count === 1 ? '1 value' : `${count} values`;
}
