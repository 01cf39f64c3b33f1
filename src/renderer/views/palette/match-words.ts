/** How well a text answers what was typed: every word must be found; null when one is not. Higher is better. */
export function matchWords(text: string, typed: string): number | null {
  const target = text.toLowerCase();
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  let score = 0;
  for (const word of words) {
    const found = scoreOf(target, word);
    if (found === null) return null;
    score += found;
  }
  return score;
}

/** The start of the text beats the start of a word, that a part of one, and that letters in order. */
function scoreOf(text: string, word: string): number | null {
  const at = text.indexOf(word);
  if (at === 0) return 4;
  if (at > 0) return /[\s/_.-]/.test(text.charAt(at - 1)) ? 3 : 2;
  return hasInOrder(text, word) ? 1 : null;
}

function hasInOrder(text: string, letters: string): boolean {
  let at = -1;
  for (const letter of letters) {
    at = text.indexOf(letter, at + 1);
    if (at === -1) return false;
  }
  return true;
}
