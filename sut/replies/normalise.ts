/** The form in which texts and keywords are compared: NFKC (full-width letters, composed jamo), lower case, single spaces. */
export function normalise(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();
}
