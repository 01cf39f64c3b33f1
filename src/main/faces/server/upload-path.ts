import { ArchiveError } from '#contract/archive-error.ts';

const MAX_DEPTH = 32;
/** The usual limit of a file system for one name. */
const MAX_NAME_BYTES = 255;

const windowsDevice = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const forbidden = /[\u0000-\u001f\u007f<>:"|?*\\]/;

/**
 * The parts of a relative path as a page may send it, safe to join below a folder on any system.
 * Throws `bad-request` for a path that climbs, is absolute, or holds a name that some system would
 * read as something else.
 */
export function parseUploadPath(text: string): string[] {
  const parts = text.split('/');
  const isFine = parts.length <= MAX_DEPTH && parts.every(isPlainName);
  if (isFine) return parts;
  throw new ArchiveError('bad-request', `not a name for an uploaded file: ${JSON.stringify(text)}`);
}

function isPlainName(name: string): boolean {
  return (
    name !== '' &&
    name !== '.' &&
    name !== '..' &&
    Buffer.byteLength(name) <= MAX_NAME_BYTES &&
    !forbidden.test(name) &&
    !windowsDevice.test(name) &&
    !/[. ]$/.test(name)
  );
}
