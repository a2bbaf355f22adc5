// biome-ignore lint/suspicious/noControlCharactersInRegex: the class is "everything outside ASCII"
const nonAscii = /[^\x00-\x7f]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above, without state
const hasNonAscii = /[^\x00-\x7f]/;

/**
 * JSON as Meta signs it: every UTF-16 unit outside ASCII as lowercase `\uXXXX`. Receivers that
 * verify the signature over re-serialised JSON fail on it, as they do with Meta. `/` stays as it is.
 */
export function asciiJson(value: unknown): string {
  const json = JSON.stringify(value);
  if (!hasNonAscii.test(json)) return json;
  return json.replace(nonAscii, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
