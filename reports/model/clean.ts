/**
 * Data of the run folder is shown as text, never trusted: characters that reorder or hide text
 * (bidi controls, zero-width, C0/C1 controls) become U+FFFD, so a vendor's name cannot rewrite a sentence.
 */
const unsafe =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to remove
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Text safe to stand inside a sentence. */
export function clean(value: string): string {
  return value.replace(unsafe, '\ufffd');
}

/** The value with every string in it (keys too) cleaned; numbers and structure stay. */
export function cleanAll<T>(value: T): T {
  return cleaned(value) as T;
}

function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return clean(value);
  if (Array.isArray(value)) return value.map(cleaned);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [clean(key), cleaned(item)]));
}

/** Longest name a headline carries; provenance prints the whole. Counted in code points. */
const nameLength = 60;

/** A vendor's name at a length that a headline survives. */
export function shortName(name: string): string {
  const points = [...name];
  return points.length <= nameLength ? name : `${points.slice(0, nameLength - 1).join('')}…`;
}
