/** What one attempt to send led to. */
export type Outcome =
  | { readonly kind: 'sent'; readonly wamid: string }
  /** Meta accepts no more from this number for now (130429 and its kin). */
  | { readonly kind: 'throttled'; readonly code: number; readonly retryAfterMs: number | null }
  /** Too many messages to this customer (131056). */
  | { readonly kind: 'pair-limited' }
  /** Certainly not accepted, may succeed later. */
  | { readonly kind: 'retry'; readonly error: string }
  /** Certainly not accepted, never will be. */
  | { readonly kind: 'permanent'; readonly error: string }
  /** May have been accepted. */
  | { readonly kind: 'unknown'; readonly error: string };

/** 4 app, 80007 WABA, 130429 number throughput, 131057 number in maintenance (throughput upgrade). */
const throttleCodes = new Set([4, 80007, 130429, 131057]);
const pairLimitCode = 131056;
/** Meta's "try again later": unknown API error, service unavailable, something went wrong, temporarily unavailable. */
const transientCodes = new Set([1, 2, 131000, 131016]);

/** Reads the answer to POST /messages. An error envelope says that Meta refused; a 5xx without one says nothing. */
export function outcomeOf(status: number, body: string, retryAfter: string | undefined): Outcome {
  const parsed = parse(body);
  const wamid = parsed?.messages?.[0]?.id;
  if (status >= 200 && status < 300 && typeof wamid === 'string') return { kind: 'sent', wamid };
  if (status >= 200 && status < 300) return { kind: 'unknown', error: `HTTP ${status} without a message id` };
  const code = parsed?.error?.code;
  if (typeof code !== 'number') {
    if (status === 429) return { kind: 'throttled', code: 429, retryAfterMs: seconds(retryAfter) };
    if (status >= 500 || status === 408) return { kind: 'unknown', error: `HTTP ${status}` };
    return { kind: 'permanent', error: `HTTP ${status}` };
  }
  if (code === pairLimitCode) return { kind: 'pair-limited' };
  if (throttleCodes.has(code) || status === 429)
    return { kind: 'throttled', code, retryAfterMs: seconds(retryAfter) };
  if (transientCodes.has(code)) return { kind: 'retry', error: String(code) };
  return { kind: 'permanent', error: String(code) };
}

/** Outcome of a request that brought no answer. `written` = bytes may have left this machine. */
export function outcomeOfError(error: Error, written: boolean): Outcome {
  const code = (error as { code?: string }).code ?? error.name;
  return written ? { kind: 'unknown', error: code } : { kind: 'retry', error: code };
}

interface Answer {
  readonly messages?: readonly { readonly id?: unknown }[];
  readonly error?: { readonly code?: unknown };
}

function parse(body: string): Answer | null {
  try {
    return JSON.parse(body) as Answer | null;
  } catch {
    return null;
  }
}

function seconds(header: string | undefined): number | null {
  const value = Number(header);
  return header !== undefined && Number.isFinite(value) && value >= 0 ? value * 1_000 : null;
}
