import { nonceOf } from './nonce.ts';

export interface Answered {
  readonly to: string;
  readonly nonce: string | null;
}

/** The message in a body of POST /messages; null for read receipts, typing indicators and anything unreadable. */
export function answerOf(body: Buffer): Answered | null {
  let message: {
    readonly to?: unknown;
    readonly status?: unknown;
    readonly text?: { readonly body?: unknown };
  };
  try {
    message = JSON.parse(body.toString('utf8'));
  } catch {
    return null;
  }
  if (typeof message?.to !== 'string' || message.status !== undefined) return null;
  const text = message.text?.body;
  return { to: message.to, nonce: typeof text === 'string' ? nonceOf(text) : null };
}
