import { randomInt } from 'node:crypto';
import { request } from 'undici';

/** Where webhooks go, and with which secret they are signed. */
export interface Subscription {
  readonly url: string;
  readonly appSecret: string;
}

export type ChallengeResult = { readonly ok: true } | { readonly ok: false; readonly reason: string };

/**
 * Meta's verification: GET with hub.mode, hub.challenge, hub.verify_token; only 200 with the bare challenge
 * counts. Never throws: a broken connection is a reason.
 */
export async function verifySubscription(
  url: string,
  verifyToken: string,
  timeoutMs: number,
): Promise<ChallengeResult> {
  const challenge = String(randomInt(1_000_000_000, 2_000_000_000));
  const target = new URL(url);
  target.searchParams.set('hub.mode', 'subscribe');
  target.searchParams.set('hub.challenge', challenge);
  target.searchParams.set('hub.verify_token', verifyToken);
  try {
    const response = await request(target, {
      headers: { 'user-agent': 'facebookplatform/1.0' },
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
    });
    const body = await response.body.text();
    if (response.statusCode !== 200) return { ok: false, reason: `answered HTTP ${response.statusCode}` };
    if (body.trim() !== challenge)
      return { ok: false, reason: 'answered 200 without the bare challenge in the body' };
    return { ok: true };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message || error.name : String(error) };
  }
}
