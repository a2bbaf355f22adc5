const canonicalNames = new Map<string, string>();

/** Go's canonical form: content-type → Content-Type. */
export function canonicalHeader(name: string): string {
  let known = canonicalNames.get(name);
  if (known === undefined) {
    known = name
      .toLowerCase()
      .replace(/(^|-)([a-z])/g, (_, dash: string, letter: string) => dash + letter.toUpperCase());
    if (canonicalNames.size < 1000) canonicalNames.set(name, known);
  }
  return known;
}
