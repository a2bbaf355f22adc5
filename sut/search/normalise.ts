/**
 * The form in which messages and queries are compared: compatibility forms (full-width, composed) made one, lower case,
 * one blank for any run of white space.
 */
export function normaliseText(text: string): string {
  // A final sigma depends on what follows it: made an ordinary one, so that part of a phrase still matches.
  return text.normalize('NFKC').toLowerCase().replaceAll('ς', 'σ').replace(/\s+/g, ' ').trim();
}
