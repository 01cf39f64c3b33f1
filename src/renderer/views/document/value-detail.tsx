import { describePath } from '#contract/document-path.ts';
import type { ArchiveId } from '#contract/operations.ts';
import { useQuery } from '../../engine/use-query.ts';
import { Button } from '../../ui/button.tsx';
import { copyText } from '../../ui/copy-text.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { formatCount } from '../../ui/format.ts';
import { sayValue, type TreeLine } from './document-tree.ts';

interface ValueDetailProps {
  archive: ArchiveId;
  id: string;
  line: Extract<TreeLine, { kind: 'value' }>;
}

/** The value itself where a line has no room for it: a long text, the points of a series. */
export function ValueDetail({ archive, id, line }: ValueDetailProps) {
  const { node, path, key } = line;
  const isLong = node.isCut || node.blob !== null || node.kind === 'bytes';
  const answer = useQuery(isLong ? `${archive} ${id} ${key}` : null, (engine) =>
    engine.readDocument({ archive, id, path, offset: 0, limit: 0 }),
  );
  const page = answer.isStale ? undefined : answer.value;
  const where = describePath(path);
  return (
    <section className="document-detail" aria-label="The value">
      <header>
        <code title={where}>{where}</code>
        <Button variant="quiet" onClick={() => void copyText(where)}>
          Copy path
        </Button>
      </header>
      {answer.error !== undefined && (
        <ErrorNote title="The value could not be read" error={answer.error} />
      )}
      {page?.series && (
        <table className="document-points">
          <caption>
            A series of {formatCount(page.series.points)} points
            {page.series.points > page.series.first.length
              ? `; the first ${page.series.first.length} and the last`
              : ''}
          </caption>
          <thead>
            <tr>
              <th scope="col">Time, UTC</th>
              <th scope="col">Value</th>
            </tr>
          </thead>
          <tbody>
            {[...page.series.first, ...lastOf(page.series)].map(({ time, value }, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: times may come twice
              <tr key={at}>
                <td>{new Date(time).toISOString()}</td>
                <td>{value ?? 'nil'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {page?.text !== null && page?.text !== undefined && <pre>{page.text}</pre>}
      {!isLong && <pre>{node.kind === 'text' ? node.value : sayValue(node)}</pre>}
      {node.kind === 'bytes' && page?.series === null && <pre>{`${node.value}…`}</pre>}
      {node.blob !== null && page?.series === null && (
        <p className="soft">The series is not in the bundle: the reference leads nowhere.</p>
      )}
    </section>
  );
}

function lastOf({ points, first, last }: { points: number; first: Point[]; last: Point | null }) {
  return last !== null && points > first.length ? [last] : [];
}

interface Point {
  time: number;
  value: string | null;
}
