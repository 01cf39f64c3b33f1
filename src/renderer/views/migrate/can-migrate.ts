import type { ArchiveCard } from '#contract/operations.ts';

/** A folder of bundles, whoever made its index, and a tiered store of the framework. */
export function canMigrate(archive: Pick<ArchiveCard, 'kind'> | undefined): boolean {
  return archive !== undefined && archive.kind !== 'local-tiered';
}
