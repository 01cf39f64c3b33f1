/** What DuckDB says of an error under `errors_as_json`. `position` is a byte offset into the UTF-8 text. */
interface DuckdbError {
  exception_type: string;
  exception_message: string;
  position?: string;
}

/** An error of the database in its own words; the offset is in UTF-16 units of the text, null where it is not said. */
export function placeOf(error: unknown, sql: string): { message: string; offset: number | null } {
  const text = error instanceof Error ? error.message : String(error);
  const said = readJson(text);
  if (said === null) return { message: text, offset: null };
  const message = `${said.exception_type} Error: ${said.exception_message}`;
  const position = Number(said.position ?? Number.NaN);
  if (!Number.isInteger(position)) return { message, offset: null };
  const before = Buffer.from(sql).subarray(0, position).toString('utf8');
  return { message, offset: before.length };
}

function readJson(text: string): DuckdbError | null {
  const from = text.indexOf('{"exception_type"');
  if (from < 0) return null;
  try {
    return JSON.parse(text.slice(from)) as DuckdbError;
  } catch {
    return null;
  }
}
