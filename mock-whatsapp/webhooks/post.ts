import { createHmac } from 'node:crypto';
import type { Pool } from 'undici';
import { nowMs } from '../lib/clock.ts';

export interface PostTarget {
  readonly pool: Pool;
  readonly origin: string;
  readonly path: string;
  readonly appSecret: string;
}

export interface PostOutcome {
  /** HTTP status, fully received; null = none. */
  readonly status: number | null;
  readonly error: string | null;
}

/** `sha256=<hex>` over exactly these bytes, as in X-Hub-Signature-256. */
export function signature(appSecret: string, body: Buffer): string {
  return `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`;
}

/**
 * One attempt, whose first byte goes out at `readyMs` or later. `onStart` is called once: when the request goes onto a
 * connected socket, or when no connection could be made. `onEnd` is called once, afterwards.
 */
export function postWebhook(
  target: PostTarget,
  body: Buffer,
  readyMs: number,
  timeoutMs: number,
  onStart: (atMs: number) => void,
  onEnd: (outcome: PostOutcome, atMs: number) => void,
): void {
  let status: number | null = null;
  let started = false;
  let ended = false;
  function start(): void {
    if (started) return;
    started = true;
    let atMs = nowMs();
    while (atMs < readyMs) atMs = nowMs();
    onStart(atMs);
  }
  function end(outcome: PostOutcome): void {
    if (ended) return;
    ended = true;
    start();
    onEnd(outcome, nowMs());
  }
  target.pool.dispatch(
    {
      origin: target.origin,
      path: target.path,
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'facebookexternalua',
        'x-hub-signature-256': signature(target.appSecret, body),
      },
      body,
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
    },
    {
      onRequestStart: start,
      onResponseStart: (_controller, statusCode) => {
        status = statusCode;
      },
      onResponseData: () => {},
      onResponseEnd: () => end({ status, error: null }),
      onResponseError: (_controller, error) => end({ status: null, error: error.message || error.name }),
    },
  );
}
