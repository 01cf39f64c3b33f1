import { formatNumber } from '../../ui/format.ts';

/** "21.3 % of the bundles": how large an archive is beside its source. */
export function sayShare(ratio: number | null): string {
  return ratio === null ? '' : `${formatNumber(ratio * 100, 1)}\u202f% of the bundles`;
}
