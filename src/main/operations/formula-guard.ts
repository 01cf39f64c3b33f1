/**
 * A text that a spreadsheet would run when it opens a CSV file (OWASP "CSV injection") gets an apostrophe in
 * front, which it shows as no part of the text. Only for texts: numbers are never touched.
 */
export function withoutFormula(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}
