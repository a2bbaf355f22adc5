import type { ArrivalPlan, PlanAccepted, PlanStatus } from './plan.ts';

/**
 * The control API, on its own loopback port. JSON in and out; errors are
 * `{error: {id, message}}` with 400/404/409. Media expectations and asks may come from scenarios;
 * everything else from the harness.
 *
 * | call | body → answer |
 * |---|---|
 * | GET  /_sim/health | → MockHealth |
 * | PUT  /_sim/customers | CustomersRequest → {count} |
 * | GET  /_sim/customers?first=&count= | → CustomersPage; at most 100,000 at once |
 * | POST /_sim/webhook | WebhookRequest → {verified: true}; 409 when the GET challenge fails |
 * | POST /_sim/plans | ArrivalPlan → 202 PlanAccepted |
 * | GET  /_sim/plans/:id?waitMs=&state=done | → PlanStatus; long poll until `state` or the time is over |
 * | POST /_sim/plans/:id/stop | → PlanStatus; ends the load, asks already sent get the drain; a second stop ends the drain too |
 * | POST /_sim/customers/:wa_id/ask | AskRequest → AskResult (waits for the answer or the time-out) |
 * | …    /_sim/pushes | expected pushes: contract/pushes.ts |
 * | POST /_sim/media/expect | MediaExpectRequest → {count} |
 * | GET  /_sim/media | → MediaSummary |
 * | GET  /_sim/state | → MockState |
 * | PUT  /_sim/options | OptionsRequest → MockOptions |
 * | PUT  /_sim/faults | FaultsRequest → FaultsRequest in force; {} = none |
 * | POST /_sim/flush | → {files}: every buffered event is on disk when it returns |
 */
export interface ControlApi {
  readonly plans: { request: ArrivalPlan; response: PlanAccepted; status: PlanStatus };
}

export interface MockHealth {
  readonly ok: true;
  readonly pid: number;
  readonly graphUrl: string;
  readonly run: string;
}

export interface CustomerSpec {
  /** Digits only, E.164 without +. */
  readonly waId: string;
  readonly name: string;
  /** Index into the mock's phone numbers: the business number this customer writes to. */
  readonly number: number;
  /** The code planted with the vendor for this customer; null where the vendor could not be prepared. */
  readonly code: string | null;
}

export interface CustomersRequest {
  readonly customers: readonly CustomerSpec[];
}

export interface CustomersPage {
  readonly customers: readonly { readonly index: number; readonly waId: string; readonly name: string }[];
}

export interface WebhookRequest {
  readonly url: string;
  readonly verifyToken: string;
  readonly appSecret: string;
}

export interface AskRequest {
  readonly text: string;
  readonly timeoutMs: number;
  /** Text the answer must hold; default: the nonce the mock appends. */
  readonly expect?: string;
  /** Any message to this customer answers, and no nonce is appended (`single-open`). Not together with `expect`. */
  readonly any?: boolean;
}

export interface AskResult {
  readonly answered: boolean;
  /** Injection → answer on the mock's clock; null when unanswered. */
  readonly spanMs: number | null;
  readonly text: string | null;
}

export interface MediaExpectRequest {
  readonly files: readonly { readonly index: number; readonly sha256: string; readonly bytes: number }[];
}

export interface MediaSummary {
  readonly expected: number;
  readonly stored: number;
  readonly matched: number;
  /** Expected bytes that never arrived. */
  readonly missing: number;
  /** Files that arrived and match no expectation. */
  readonly foreign: number;
}

export interface MockState {
  readonly monoNs: number;
  readonly openAsks: number;
  readonly graphInFlight: number;
  readonly webhookBacklog: number;
  readonly webhookInFlight: number;
  /** The newest attempt that was not answered with 200; null before the first. */
  readonly lastWebhookFailure: { readonly status: number | null; readonly error: string | null } | null;
  /** Graph calls so far, refused ones included. */
  readonly graphRequests: number;
  readonly lastMessageMonoNs: number | null;
  readonly plans: readonly PlanStatus[];
}

/** The three named sets of design §4.7, and `bench+drill` for the drills. */
export type MockOptionSet = 'bench' | 'singletons' | 'meta-default' | 'bench+drill';

export interface MockOptions {
  readonly name: MockOptionSet;
  readonly numbers: number;
  /** Per number, inbound and outbound together. */
  readonly throughputPerSec: number;
  readonly batchMax: number;
  readonly graphLatencyMs: readonly [number, number];
  readonly statusDelaysMs: { readonly sent: number; readonly delivered: number; readonly read: number };
  /** Pair rate: GCRA, refill one per `pairRefillMs`, depth `pairDepth`. Meta: 6 000 / 45. */
  readonly pairRefillMs: number;
  readonly pairDepth: number;
  readonly webhookTimeoutMs: number;
  /** Concurrent webhook POSTs to the vendor. */
  readonly webhookConcurrency: number;
  readonly throttleStatus: 400 | 429;
}

export type OptionsRequest = { readonly name: MockOptionSet } & Partial<Omit<MockOptions, 'name'>>;

/** Meta misbehaving: each absent one is off. Counts start anew with every request. */
export interface FaultsRequest {
  /** Every `every`th acknowledged webhook with messages is delivered once more, `afterMs` later, as Meta may. */
  readonly redeliver?: { readonly every: number; readonly afterMs: number };
  /** Every `every`th accepted message gets `sent` and then `failed` (131026) instead of delivered and read. */
  readonly failStatus?: { readonly every: number };
}

/** The JSON line the mock process prints on stdout when it listens. */
export interface MockReady {
  readonly kind: 'ready';
  readonly pid: number;
  readonly graphUrl: string;
  readonly controlUrl: string;
  readonly phoneNumberIds: readonly string[];
}
