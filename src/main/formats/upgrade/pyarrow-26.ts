import type { PyarrowProfile } from '../exact/pyarrow/pyarrow-profile.ts';

/** How pyarrow 26.0.1 writes a series, the release that upgraded bundles are written as. */
export const pyarrow26: PyarrowProfile = {
  createdBy: 'parquet-cpp-arrow version 26.0.1',
  arrowSchema: new TextEncoder().encode(
    '/////7AAAAAQAAAAAAAKAAwABgAFAAgACgAAAAABBAAMAAAACAAIAAAABAAIAAAABAAAAAIAAABIAAAABAAAAND///8AAAEDEAAAABwAAAAEAAAAAAAAAAUAAAB2YWx1ZQAGAAgABgAGAAAAAAACABAAFAAIAAYABwAMAAAAEAAQAAAAAAABAhAAAAAcAAAABAAAAAAAAAACAAAAdHMAAAgADAAIAAcACAAAAAAAAAFAAAAAAAAAAA==',
  ),
  rowGroupSize: 1 << 20,
  saysExactBounds: true,
  dictionaryEncodingFirst: false,
  hasSizeStatistics: true,
  numbersRowGroups: false,
  repeatsColumnMetadata: false,
  rowsPerPage: 20_000,
  startsBoundsAtLargest: false,
};
