/** The ask's nonce where a text holds one, as the mock writes it into asks. */
export function nonceOf(text: string): string | null {
  return /\bq[0-9a-z-]{6,40}\b/.exec(text)?.[0] ?? null;
}
