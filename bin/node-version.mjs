/** Strata needs zstd in node:zlib, which Node has from 22.15 and 23.8. */
export function isNodeRecent(version) {
  const [major, minor] = version.split('.').map(Number);
  if (major === 22) return minor >= 15;
  if (major === 23) return minor >= 8;
  return major > 23;
}
