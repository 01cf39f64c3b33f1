import {
  type IndexReader,
  openIndexReader,
  openIndexWriter,
} from '../main/store/index/open-index.ts';
import { type IndexChange, writeChanges } from '../main/store/index/write-rows.ts';

/** A new index with these rows, open for reading. */
export function indexOf(file: string, ...batches: (readonly IndexChange[])[]): IndexReader {
  const writer = openIndexWriter(file, { rebuild: false });
  for (const changes of batches) writeChanges(writer, changes);
  writer.close();
  return openIndexReader(file);
}
