/** As the mock writes nonces into asks: digit, consonant, index in base 36. No word or number looks like one. */
const pattern = /(?<![0-9A-Za-z])[2-9][bcdfghjkmnpqrstvwxz][0-9a-z]{4,9}(?![0-9A-Za-z])/;

/** The ask's nonce where a text holds one. */
export function nonceOf(text: string): string | null {
  return pattern.exec(text)?.[0] ?? null;
}
