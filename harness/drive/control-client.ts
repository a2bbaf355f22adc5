import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';
import type {
  CustomerSpec,
  MediaExpectRequest,
  MediaSummary,
  MockHealth,
  MockOptions,
  MockState,
  OptionsRequest,
  WebhookRequest,
} from '../../mock-whatsapp/contract/control.ts';
import type { ArrivalPlan, PlanAccepted, PlanStatus } from '../../mock-whatsapp/contract/plan.ts';
import { type ErrorId, StormproofError } from '../schema/errors.ts';

/** The server answers a long poll within `waitMs`; this much longer and it counts as dead. */
const replyGraceMs = 15_000;
/** One long poll of waitPlan: short enough for a lively progress line. */
const pollMs = 500;

export interface WaitPlanOptions {
  readonly state?: PlanStatus['state'];
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
  readonly onStatus?: (status: PlanStatus) => void;
}

/** Typed client of the mock's control API (mock-whatsapp/contract/control.ts). */
export interface ControlClient {
  readonly url: string;
  health(): Promise<MockHealth>;
  putCustomers(customers: readonly CustomerSpec[]): Promise<{ readonly count: number }>;
  /** The mock sends the GET challenge first. Throws SP_DRIVE_WEBHOOK when the vendor does not pass it. */
  setWebhook(request: WebhookRequest): Promise<void>;
  postPlan(plan: ArrivalPlan): Promise<PlanAccepted>;
  plan(id: string): Promise<PlanStatus>;
  /** Waits until the plan reaches `state` (default done). Throws SP_DRIVE_MOCK after `timeoutMs`; the signal's reason when aborted. */
  waitPlan(id: string, options: WaitPlanOptions): Promise<PlanStatus>;
  stopPlan(id: string): Promise<PlanStatus>;
  expectMedia(request: MediaExpectRequest): Promise<{ readonly count: number }>;
  media(): Promise<MediaSummary>;
  state(): Promise<MockState>;
  setOptions(request: OptionsRequest): Promise<MockOptions>;
  /** Every buffered event of the mock is on disk when it resolves. */
  flush(): Promise<{ readonly files: readonly string[] }>;
  close(): Promise<void>;
}

interface Call {
  readonly method: 'GET' | 'PUT' | 'POST';
  readonly path: string;
  readonly body?: unknown;
  readonly waitMs?: number;
  readonly errorId?: ErrorId;
  readonly signal?: AbortSignal;
}

/** Order in which a plan passes its states. */
const planStates: readonly PlanStatus['state'][] = ['waiting', 'playing', 'draining', 'done'];

/**
 * Opens a client on the control API at `url`, e.g. http://127.0.0.1:4011. No request is made yet.
 * Every call throws StormproofError SP_DRIVE_MOCK when the mock does not answer or refuses.
 */
export function createControlClient(url: string): ControlClient {
  const pool = new Pool(url, { connections: 16 });

  async function call<T>(request: Call): Promise<T> {
    const what = `${request.method} ${request.path}`;
    const timeoutMs = (request.waitMs ?? 0) + replyGraceMs;
    let status: number;
    let text: string;
    try {
      const response = await pool.request({
        method: request.method,
        path: request.path,
        headersTimeout: timeoutMs,
        bodyTimeout: timeoutMs,
        ...(request.signal ? { signal: request.signal } : {}),
        ...(request.body === undefined
          ? {}
          : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(request.body) }),
      });
      status = response.statusCode;
      text = await response.body.text();
    } catch (cause) {
      if (request.signal?.aborted) throw request.signal.reason;
      throw new StormproofError(
        'SP_DRIVE_MOCK',
        `the mock did not answer ${what}: ${messageOf(cause)}`,
        [],
        cause,
      );
    }
    if (status < 200 || status >= 300) {
      throw new StormproofError(
        request.errorId ?? 'SP_DRIVE_MOCK',
        `the mock refused ${what}: ${status} ${refusal(text)}`,
      );
    }
    return JSON.parse(text) as T;
  }

  function planPath(id: string): string {
    return `/_sim/plans/${encodeURIComponent(id)}`;
  }

  async function waitPlan(id: string, options: WaitPlanOptions): Promise<PlanStatus> {
    const wanted = options.state ?? 'done';
    const deadline = performance.now() + options.timeoutMs;
    for (;;) {
      options.signal?.throwIfAborted();
      const leftMs = deadline - performance.now();
      const waitMs = Math.max(0, Math.min(pollMs, Math.ceil(leftMs)));
      const askedAt = performance.now();
      const status = await call<PlanStatus>({
        method: 'GET',
        path: `${planPath(id)}?waitMs=${waitMs}&state=${wanted}`,
        waitMs,
        ...(options.signal ? { signal: options.signal } : {}),
      });
      options.onStatus?.(status);
      if (planStates.indexOf(status.state) >= planStates.indexOf(wanted)) return status;
      if (performance.now() >= deadline) {
        throw new StormproofError(
          'SP_DRIVE_MOCK',
          `plan ${id} is still ${status.state} after ${options.timeoutMs} ms (wanted: ${wanted})`,
        );
      }
      // A server that answers a long poll at once must not be spun on.
      const tookMs = performance.now() - askedAt;
      if (tookMs < waitMs / 2) await sleep(Math.min(50, waitMs));
    }
  }

  return {
    url,
    health: () => call({ method: 'GET', path: '/_sim/health' }),
    putCustomers: (customers) => call({ method: 'PUT', path: '/_sim/customers', body: { customers } }),
    setWebhook: async (body) => {
      await call({ method: 'POST', path: '/_sim/webhook', body, errorId: 'SP_DRIVE_WEBHOOK' });
    },
    postPlan: (body) => call({ method: 'POST', path: '/_sim/plans', body }),
    plan: (id) => call({ method: 'GET', path: planPath(id) }),
    waitPlan,
    stopPlan: (id) => call({ method: 'POST', path: `${planPath(id)}/stop`, body: {} }),
    expectMedia: (body) => call({ method: 'POST', path: '/_sim/media/expect', body }),
    media: () => call({ method: 'GET', path: '/_sim/media' }),
    state: () => call({ method: 'GET', path: '/_sim/state' }),
    setOptions: (body) => call({ method: 'PUT', path: '/_sim/options', body }),
    flush: () => call({ method: 'POST', path: '/_sim/flush', body: {} }),
    close: () => pool.destroy(),
  };
}

function refusal(text: string): string {
  try {
    const body = JSON.parse(text) as { readonly error?: { readonly id?: string; readonly message?: string } };
    if (body.error) return [body.error.id, body.error.message].filter(Boolean).join(': ');
  } catch {
    // Not JSON: quoted as it came.
  }
  return text.slice(0, 300);
}

function messageOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  // undici wraps several addresses' failures in an AggregateError without a message.
  return cause.message || ('code' in cause ? String(cause.code) : cause.name);
}
