/**
 * The answer of a vendor without any thought: the customer's own code where it is known, and the ask itself, which
 * holds the nonce. So it satisfies the matcher whatever a plan expects.
 */
export function answerText(ask: string, code: string | undefined): string {
  return code === undefined ? ask : `${code} · ${ask}`;
}
