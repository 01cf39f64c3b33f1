import type { ProofFacts } from '#contract/storage.ts';
import { formatCount } from '../../ui/format.ts';
import './storage.css';

/** How many files are proved, and how far. */
export function ProofList({ proof }: { proof: ProofFacts }) {
  const { file, payload, payloadOnly, opaque } = proof;
  const rows: [number, string][] = [
    [file, 'come out byte for byte, as the file that came in'],
    [payload, 'have their content proved; the file itself is still to be compared'],
    [payloadOnly, 'come out with the same content in another compression'],
    [opaque, 'of these are kept whole, as they came, because they could not be rebuilt exactly'],
  ];
  return (
    <table className="storage-table" aria-label="Proofs">
      <tbody>
        {rows
          .filter(([count], at) => at === 0 || count > 0)
          .map(([count, what]) => (
            <tr key={what}>
              <th scope="row" className="storage-count tabular">
                {formatCount(count)}
              </th>
              <td>{count === 1 ? `file: ${what}` : `files ${what}`}</td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}
