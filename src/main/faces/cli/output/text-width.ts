// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const controls = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;
const isPlain = /^[\u0020-\u007e]*$/;
const wide =
  /^(?:\p{Emoji_Presentation}|\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|[\uff01-\uff60\u3000-\u303f])/u;

/** A text that stays on its line: a tag from a stranger's file must not move the cursor or colour the screen. */
export function onOneLine(text: string): string {
  return text.replace(controls, '\ufffd');
}

/** Columns of a terminal that a text takes. */
export function textWidth(text: string): number {
  if (isPlain.test(text)) return text.length;
  let width = 0;
  for (const sign of signsOf(text)) width += wide.test(sign) ? 2 : 1;
  return width;
}

/** The text, or its beginning and an ellipsis, in at most `width` columns. */
export function cutText(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  let kept = '';
  let used = 0;
  for (const sign of signsOf(text)) {
    used += wide.test(sign) ? 2 : 1;
    if (used > width - 1) break;
    kept += sign;
  }
  return `${kept}…`;
}

function* signsOf(text: string): Iterable<string> {
  const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
  for (const { segment } of segmenter.segment(text)) yield segment;
}
