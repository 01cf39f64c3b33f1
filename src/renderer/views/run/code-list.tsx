import type { ArchiveId } from '#contract/operations.ts';
import { useQuery } from '../../engine/use-query.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { formatBytes } from '../../ui/format.ts';

/** The strategy's source code, where it was imported with the backtest. */
export function CodeList({ archive, id }: { archive: ArchiveId; id: string }) {
  const answer = useQuery(JSON.stringify([archive, id, 'code']), (engine) =>
    engine.readCode({ archive, id }),
  );
  if (answer.error !== undefined) {
    return <ErrorNote title="The source code could not be read" error={answer.error} />;
  }
  const code = answer.isStale ? undefined : answer.value;
  if (code === undefined || code.files.length === 0) return null;
  return (
    <div className="run-code">
      <h4>Source code</h4>
      {code.files.map(({ path, bytes, text }) => (
        <details key={path}>
          <summary>
            {path} <span className="faint">{formatBytes(bytes)}</span>
          </summary>
          {text === null ? (
            <p className="soft">No text, or too large to be shown: export it to look at it.</p>
          ) : (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
            <pre tabIndex={0}>{text}</pre>
          )}
        </details>
      ))}
    </div>
  );
}
