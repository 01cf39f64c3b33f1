import type { StorageFacts, StoragePart } from '#contract/storage.ts';
import { formatBytes, formatCount, formatNumber } from '../../ui/format.ts';
import './storage.css';

const tierNames: Readonly<Record<StoragePart['tier'], string>> = {
  index: 'Index, can be made again',
  parquet: 'Columns, Parquet',
  chunks: 'Chunks',
  other: 'Other',
};

const tiers = ['index', 'parquet', 'chunks', 'other'] as const;

/** Bytes by tier and kind, with a bar for the eye. */
export function TierTable({ facts }: { facts: StorageFacts }) {
  const { parts, bytes } = facts;
  return (
    <table className="storage-table" aria-label="Bytes by tier and kind">
      <thead>
        <tr>
          <th scope="col">Kind</th>
          <th scope="col" className="storage-number">
            Files
          </th>
          <th scope="col" className="storage-number">
            Bytes
          </th>
          <th scope="col" className="storage-number">
            Share
          </th>
          <td className="storage-bar-cell" />
        </tr>
      </thead>
      {tiers
        .filter((tier) => parts.some((part) => part.tier === tier))
        .map((tier) => (
          <tbody key={tier}>
            <tr className="storage-tier">
              <th scope="rowgroup">{tierNames[tier]}</th>
              <td />
              <td className="storage-number tabular">{formatBytes(bytes[tier])}</td>
              <td className="storage-number tabular">{share(bytes[tier], bytes.total)}</td>
              <td className="storage-bar-cell" />
            </tr>
            {parts
              .filter((part) => part.tier === tier)
              .map((part) => (
                <PartRow key={part.name} part={part} total={bytes.total} />
              ))}
          </tbody>
        ))}
      <tfoot>
        <tr>
          <th scope="row">All</th>
          <td />
          <td className="storage-number tabular">{formatBytes(bytes.total)}</td>
          <td />
          <td className="storage-bar-cell" />
        </tr>
      </tfoot>
    </table>
  );
}

function PartRow({ part, total }: { part: StoragePart; total: number }) {
  const { name, tier, files, bytes } = part;
  return (
    <tr>
      <th scope="row" className="storage-kind">
        {name}
      </th>
      <td className="storage-number tabular">{formatCount(files)}</td>
      <td className="storage-number tabular">{formatBytes(bytes)}</td>
      <td className="storage-number tabular">{share(bytes, total)}</td>
      <td className="storage-bar-cell">
        <div
          className={`storage-bar storage-bar-${tier}`}
          style={{ width: `${total === 0 ? 0 : (100 * bytes) / total}%` }}
        />
      </td>
    </tr>
  );
}

function share(bytes: number, total: number): string {
  return total === 0 ? '' : `${formatNumber((100 * bytes) / total, 1)}\u202f%`;
}
