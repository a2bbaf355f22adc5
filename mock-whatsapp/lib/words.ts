const wordPattern = /[A-Za-z0-9][A-Za-z0-9_-]*[A-Za-z0-9]|[A-Za-z0-9]/g;

/** Runs of ASCII letters, digits, `-` and `_`, without leading or trailing `-` and `_`: what a code or nonce looks like. */
export function words(text: string): readonly string[] {
  return text.match(wordPattern) ?? [];
}

/** True when `text` holds `word` with no ASCII letter or digit directly before or after it. */
export function holdsWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (!isAlphanumeric(text.charCodeAt(at - 1)) && !isAlphanumeric(text.charCodeAt(at + word.length)))
      return true;
  }
  return false;
}

function isAlphanumeric(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}
