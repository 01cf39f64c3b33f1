import type { ErrorCode } from './reply.ts';

/** What a user can do about a failure, where the place that raised it knows nothing better. */
export function adviceFor(code: ErrorCode): string {
  return advice[code];
}

const copyAgain = 'Copy the file again from where it was made; the other files are not affected.';
const notWritten = 'No release of the framework writes such a file: check where it comes from.';

const advice: Readonly<Record<ErrorCode, string>> = {
  'bad-request': 'Check the spelling of the request.',
  'not-found': 'Check the name; list shows what the archive holds.',
  'no-permission': 'Give yourself permission to the file or folder, then try again.',
  'not-an-archive': 'Name a folder of bundles, or an index.sqlite.',
  'archive-newer': 'Install a newer Strata to open this archive.',
  'archive-locked': 'Wait until the other process is done, or close it.',
  'index-damaged': 'Run strata rebuild: the index is made again from the bundles.',
  'index-outdated': 'Run strata index: the index is made again from the bundles.',
  'disk-full': 'Free some space on the disk, then run it again: it goes on where it stopped.',
  'io-error': 'Check the disk, then run it again.',
  cancelled: 'Start it again: what was done is kept.',
  'bad-filter': 'Correct the filter at the place shown.',
  'unknown-column': 'Use one of the names suggested.',
  'outside-root': 'Choose a folder below those the server was started with (--root).',
  'already-exists': 'Choose another name, or remove what is there.',
  'not-a-bundle': 'Only .iafbt and .obtf files of the framework can be read.',
  'version-unsupported': 'Install a newer Strata to read this file.',
  'bundle-empty': copyAgain,
  'bundle-truncated': copyAgain,
  'zstd-corrupt': copyAgain,
  'zstd-no-content-size': notWritten,
  'zstd-too-large': notWritten,
  'zstd-trailing-bytes': notWritten,
  'msgpack-corrupt': copyAgain,
  'msgpack-too-deep': notWritten,
  'msgpack-too-many-nodes': notWritten,
  'msgpack-duplicate-key': notWritten,
  'msgpack-bad-key': notWritten,
  'msgpack-bad-text': copyAgain,
  'msgpack-extension': notWritten,
  'msgpack-trailing-bytes': copyAgain,
  'document-not-a-map': notWritten,
  'document-unexpected': notWritten,
  'blob-missing': copyAgain,
  'blob-corrupt': copyAgain,
  'skeleton-corrupt': 'Run strata repair: it restores files from the trash or from given bundles.',
  'file-changed': 'Run it again when nothing writes to the file.',
  'file-special': 'Only ordinary files are read.',
  'file-too-large': notWritten,
  'hash-mismatch': copyAgain,
  'file-missing': 'Run strata repair: it restores files from the trash or from given bundles.',
  'file-damaged': 'Run strata repair: it restores files from the trash or from given bundles.',
  'not-proved': 'Wait for the file proof, or say --accept payload.',
  'not-tiered': 'Migrate the folder to a tiered archive first: strata migrate-store.',
  timeout: 'Try again with less, or with a longer limit.',
  internal: 'Run it again; if it happens again, report it with the log.',
};
