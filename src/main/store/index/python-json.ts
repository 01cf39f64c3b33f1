/** JSON as Python's `json.dumps` writes it: NaN, Infinity and -Infinity as bare words (FORMATS.md §10). */
export type PythonJson =
  | null
  | boolean
  | number
  | string
  | readonly PythonJson[]
  | { readonly [key: string]: PythonJson };

const textOrWord = /"(?:[^"\\]|\\.)*"|-?Infinity|NaN/g;
/** A private-use character that no writer puts into a parameter marks the words while JSON.parse looks at them. */
const mark = '\uf8ff';

/** Throws `SyntaxError` for what is no JSON either way. */
export function parsePythonJson(text: string): PythonJson {
  const marked = text.replace(textOrWord, (found) =>
    found.startsWith('"') ? found : `"${mark}${found}"`,
  );
  return JSON.parse(marked, (_key, value) => {
    const isWord = typeof value === 'string' && value.startsWith(mark);
    return isWord ? Number(value.slice(1)) : value;
  });
}
