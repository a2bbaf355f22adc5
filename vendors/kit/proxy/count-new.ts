import { type InboundText, inboundTexts } from '../inbound.ts';

/** The messages of a webhook; none where the body is something else. */
export function messagesIn(body: Buffer): readonly InboundText[] {
  try {
    return inboundTexts(body);
  } catch {
    return [];
  }
}

/** Messages with one of the phrases that are not in `seen` yet; they are afterwards. */
export function countNew(body: Buffer, phrases: readonly string[], seen: Set<string>): number {
  const fresh = messagesIn(body).filter(({ id, text }) => {
    const lower = text.toLowerCase();
    return !seen.has(id) && phrases.some((phrase) => lower.includes(phrase));
  });
  for (const { id } of fresh) seen.add(id);
  return fresh.length;
}
