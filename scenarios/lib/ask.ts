import { Counter, Trend } from 'k6/metrics';
import type { AskRequest, AskResult } from '../../mock-whatsapp/contract/control.ts';
import { nowMs } from './clock.ts';
import { callControl } from './control.ts';

/**
 * Asks that a script sends and waits for. Closed loop: the next ask of a VU waits for this one, so there is no intended
 * time and no response time. `sp_ask_service` is the mock's own span (injection → answer); `sp_hole` is what the caller
 * waited beyond it (long poll, both event loops): the harness's share, never the vendor's.
 */
const service = new Trend('sp_ask_service', true);
const hole = new Trend('sp_hole', true);
const unanswered = new Counter('sp_ask_unanswered');

/** What the mock needs to answer after the ask's own time-out. */
const graceMs = 30_000;

/** One customer asks; resolves with the answer, or unanswered after `timeoutMs`. Samples carry {model: closed}. */
export async function ask(waId: string, request: AskRequest): Promise<AskResult> {
  const startMs = nowMs();
  const path = `/_sim/customers/${waId}/ask`;
  const response = await callControl('POST', path, request, request.timeoutMs + graceMs);
  const { blocked, connecting, tls_handshaking, duration } = response.timings;
  // Stock k6 has whole milliseconds only; its own timings are finer. The built-in engine's clock holds its event loop too.
  const elapsedMs =
    typeof performance === 'undefined'
      ? blocked + connecting + tls_handshaking + duration
      : nowMs() - startMs;
  const result = response.json() as unknown as AskResult;
  const tags = { model: 'closed' };
  if (result.spanMs === null) unanswered.add(1, tags);
  else {
    service.add(result.spanMs, tags);
    hole.add(Math.max(0, elapsedMs - result.spanMs), tags);
  }
  return result;
}
