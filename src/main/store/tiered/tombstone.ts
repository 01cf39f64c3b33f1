import { join } from 'node:path';
import { namesIn } from '../durable/disk.ts';
import { readOrdinary } from '../durable/ordinary-file.ts';
import type { Publisher } from '../durable/publisher.ts';
import { layout, ownNames } from './layout.ts';
import { sealJson } from './sealed-json.ts';

/** A deletion: hides every manifest entry of the backtest with the same or a lower `seq`. The name says it all. */
export interface Tombstone {
  readonly bundleId: string;
  readonly seq: number;
}

export async function writeTombstone(
  publisher: Publisher,
  tombstone: Tombstone,
  now: number,
): Promise<void> {
  const { bundleId, seq } = tombstone;
  await publisher.put(
    layout.tombstoneFile(bundleId, seq),
    sealJson({ bundleId, seq, deletedAt: now }),
  );
}

/** Every deletion that lies there. */
export async function tombstoneFiles(root: string): Promise<Tombstone[]> {
  const names = await namesIn(join(root, layout.tombstones));
  return names
    .filter((name) => ownNames.tombstone.test(name))
    .map((name) => {
      const [bundleId, seq] = name.split('.') as [string, string];
      return { bundleId, seq: Number(seq) };
    });
}

/** The highest `seq` deleted, by bundle id. */
export async function readTombstones(root: string): Promise<Map<string, number>> {
  const highest = new Map<string, number>();
  for (const { bundleId, seq } of await tombstoneFiles(root)) {
    highest.set(bundleId, Math.max(highest.get(bundleId) ?? 0, seq));
  }
  return highest;
}

/** When a backtest was deleted, epoch ms; null where the file does not say. */
export async function deletedAt(root: string, tombstone: Tombstone): Promise<number | null> {
  const file = layout.tombstoneFile(tombstone.bundleId, tombstone.seq);
  const text = await readOrdinary(join(root, file), file);
  const value: unknown = JSON.parse(text.toString('utf8'));
  const at = (value as { deletedAt?: unknown } | null)?.deletedAt;
  return typeof at === 'number' ? at : null;
}
