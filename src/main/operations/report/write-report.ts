import { createAtomicFile } from '../../store/files/atomic-file.ts';

/** Writes a report whole or not at all; the bytes written. Throws `already-exists` without `overwrite`. */
export async function writeReport(
  path: string,
  html: string,
  options: { overwrite: boolean },
): Promise<number> {
  const bytes = Buffer.from(html);
  const file = await createAtomicFile(path);
  try {
    file.write(bytes);
    await file.commit(options);
  } finally {
    await file.discard();
  }
  return bytes.length;
}
