import { httpPaths } from '#contract/http-paths.ts';
import type { Place } from '#contract/operations.ts';
import type { DroppedFile } from './dropped-files.ts';
import { fetchValue } from './fetch-reply.ts';
import type { UploadOutcome, UploadTask } from './host.ts';

/** The server is on this machine: more at a time would only compete for its disk. */
const AT_A_TIME = 3;

/**
 * Sends files into a new folder of the server. A file that is refused is listed and the rest goes on;
 * throws `AbortError` when it is stopped, and what the server says when nothing can be sent.
 */
export async function uploadFiles(
  files: readonly DroppedFile[],
  { signal, report }: UploadTask,
): Promise<UploadOutcome> {
  const begun = { method: 'POST', signal };
  const { upload } = await fetchValue<{ upload: string }>(httpPaths.uploads, begun);
  const address = `${httpPaths.uploads}/${upload}`;
  const failures: UploadOutcome['failures'] = [];
  const waiting = files.values();
  let done = 0;
  let bytes = 0;

  await Promise.all(Array.from({ length: AT_A_TIME }, sendNext));
  const place = await fetchValue<Place>(`${address}/finish`, { method: 'POST', signal });
  return { place, uploaded: files.length - failures.length, failures };

  async function sendNext(): Promise<void> {
    for (const { path, file } of waiting) {
      report({ done, total: files.length, bytes, current: path });
      await send(path, file);
      done += 1;
      bytes += file.size;
      report({ done, total: files.length, bytes, current: path });
    }
  }

  async function send(path: string, file: File): Promise<void> {
    const query = new URLSearchParams({ path });
    try {
      await fetchValue(`${address}?${query}`, { method: 'PUT', body: file, signal });
    } catch (error) {
      if (signal.aborted) throw error;
      failures.push({ file: path, error });
    }
  }
}
