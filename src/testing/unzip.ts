import { buffer } from 'node:stream/consumers';
import yauzl from 'yauzl';

/** Every file of a zip with its bytes, read by another library than the one that writes them. */
export async function unzip(path: string): Promise<Map<string, Uint8Array>> {
  const zip = await yauzl.openPromise(path);
  const files = new Map<string, Uint8Array>();
  try {
    for await (const entry of zip.eachEntry()) {
      files.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)));
    }
    return files;
  } finally {
    zip.close();
  }
}
