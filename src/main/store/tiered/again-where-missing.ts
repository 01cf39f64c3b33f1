import { ArchiveError } from '#contract/archive-error.ts';

/**
 * Reads, and reads once more where a file was missing: between asking the index where something lies and reading
 * it a writer may have compacted and collected it, and the index knows the new place (reliability.md §3.11).
 * `read` has to ask the index itself.
 */
export async function againWhereMissing<Value>(read: () => Promise<Value>): Promise<Value> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof ArchiveError) || error.code !== 'file-missing') throw error;
    return read();
  }
}
