import type { ArchiveId, BacktestDetail } from '#contract/operations.ts';
import type { StoredFacts } from '#contract/storage.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { formatCell } from '../../ui/format.ts';
import { InspectButton } from '../document/inspect-button.tsx';
import { provenanceFigures } from '../runs/headline.ts';
import { CodeList } from './code-list.tsx';
import { titleOf } from './run-figures.ts';

interface ProvenanceSectionProps {
  archive: ArchiveId;
  detail: BacktestDetail;
  fileSha256: string | null;
}

/** The file, its hashes, what wrote it, and what is proved of it. */
export function ProvenanceSection({ archive, detail, fileSha256 }: ProvenanceSectionProps) {
  const { stored, storedFailure } = detail;
  const lines: [string, string][] = [
    ['File', detail.file.label],
    ...provenanceFigures(detail).map(({ column, value }): [string, string] => [
      column.label,
      formatCell(column, value),
    ]),
  ];
  if (fileSha256 !== null) lines.push(['File SHA-256', fileSha256]);
  if (storedFailure === null) {
    lines.push(['Proof', stored === null ? proofOfBundle : sayProof(stored)]);
  }
  return (
    <section className="run-section" aria-labelledby="run-provenance">
      <h3 id="run-provenance">Provenance</h3>
      <dl className="run-provenance">
        {lines.map(([label, text]) => (
          <div key={label} className="run-fact">
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <InspectButton archive={archive} id={detail.handle} title={titleOf(detail)} />
      {storedFailure !== null && (
        <ErrorNote title="Where it lies in the archive cannot be read" error={storedFailure} />
      )}
      {stored?.chunks.some(({ kind }) => kind === 'code') && (
        <CodeList archive={archive} id={detail.handle} />
      )}
    </section>
  );
}

const proofOfBundle = 'the bundle lies here as the framework wrote it';

function sayProof({ proof, isKeptWhole }: StoredFacts): string {
  if (isKeptWhole) return 'kept whole, as the file it came in';
  switch (proof) {
    case 'file':
      return 'the file was put together again and is the same byte for byte';
    case 'payload':
      return 'the payload was put together again and is the same; the file is still to be proved';
    case 'payload-only':
      return 'the payload is the same; the file around it cannot be made again';
  }
}
