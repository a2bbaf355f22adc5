/**
 * Planted weaknesses of known size: what vendor.yaml declares under `behaviours:`. Who realises a kind: the kit's
 * proxies and the stub (`send`, `webhook` and API places), or a switch inside the reference SCRM (`inside`).
 */

/** Where a weakness acts. `order` = webhooks, where orders are counted; `inside` = a switch of the vendor itself. */
export const behaviourPlaces = [
  'send',
  'webhook',
  'order',
  'upload',
  'field',
  'agent',
  'search',
  'api',
  'inside',
] as const;
export type BehaviourPlace = (typeof behaviourPlaces)[number];

/** The places a kind can act at; the first is the default. */
export const placesOf = {
  delay: ['send', 'webhook', 'upload', 'field', 'agent', 'search', 'api'],
  drift: ['send', 'webhook', 'upload', 'field', 'agent', 'search', 'api'],
  stall: ['send', 'webhook', 'upload', 'field', 'agent', 'search', 'api'],
  cap: ['send', 'upload', 'field', 'agent', 'search', 'api'],
  drop: ['send'],
  duplicate: ['send'],
  'fail-after': ['upload', 'field', 'agent', 'search', 'api'],
  'error-share': ['api', 'upload', 'field', 'agent', 'search', 'webhook'],
  'wrong-field': ['field'],
  'crash-above': ['webhook', 'order', 'api', 'upload'],
  'dropped-index': ['inside'],
  'leaking-queue': ['inside'],
  'no-idempotency': ['inside'],
  'memory-state': ['inside'],
  'first-of-batch': ['inside'],
  'rejects-failed': ['inside'],
  'no-fencing': ['inside'],
  'slow-restart': ['inside'],
} as const satisfies Readonly<Record<string, readonly BehaviourPlace[]>>;

export type BehaviourKind = keyof typeof placesOf;
export const behaviourKinds = Object.keys(placesOf) as readonly BehaviourKind[];

/** First words of `touches`: the scenarios, and `steady` for the plan of scenarios/steady-asks.ts. */
export const touchable = [
  'rush',
  'media',
  'shift',
  'failover',
  'campaign',
  'orders',
  'api',
  'search',
  'steady',
] as const;

/** How long one answer is held, ms. Draws are a function of seed and ordinal: the same run holds the same answers. */
export type HoldSize =
  | { readonly ms: number }
  /** Evenly between the two. */
  | { readonly uniform: readonly [number, number] }
  /** `share` of the answers take the second time, the others the first. */
  | { readonly bimodal: readonly [number, number]; readonly share: number }
  /** exp(ln median + sigma · N(0, 1)), cut off at `maxMs`. */
  | { readonly lognormal: { readonly medianMs: number; readonly sigma: number; readonly maxMs: number } };

/** The size of each kind. */
export interface BehaviourSizes {
  readonly delay: HoldSize;
  /** Grows evenly from `fromMs` at the onset to `toMs` after `within` (share of the planned time), then stays. */
  readonly drift: { readonly fromMs: number; readonly toMs: number; readonly within: number };
  readonly stall: { readonly ms: number };
  /** At most so many a second, the rest queues in order: a capacity knee. */
  readonly cap: { readonly perSec: number };
  readonly drop: { readonly every: number };
  readonly duplicate: { readonly every: number };
  /** From the onset on every request is answered with this status. */
  readonly 'fail-after': { readonly status: number };
  /** This share of the requests, evenly spread, is answered with this status. */
  readonly 'error-share': { readonly ratio: number; readonly status: number };
  /** This share of the field writes, evenly spread, arrives with another value. */
  readonly 'wrong-field': { readonly ratio: number };
  /**
   * When more than `perHour` arrive (over `windowMs`), nothing is answered for `downMs`. Where an hour is played faster
   * (smoke's orders), both count in the hour as played; `downMs` stays.
   */
  readonly 'crash-above': { readonly perHour: number; readonly windowMs: number; readonly downMs: number };
  readonly 'dropped-index': { readonly index: string };
  /** Bytes that are kept for ever with each message. */
  readonly 'leaking-queue': { readonly bytesPerMessage: number };
  readonly 'no-idempotency': Readonly<Record<string, never>>;
  /** Acknowledged at once, stored `flushMs` later. */
  readonly 'memory-state': { readonly flushMs: number };
  readonly 'first-of-batch': Readonly<Record<string, never>>;
  readonly 'rejects-failed': Readonly<Record<string, never>>;
  /** One node stands still for `pauseMs` after so many sends, is taken over, and goes on as if it were not. */
  readonly 'no-fencing': { readonly afterSends: number; readonly pauseMs: number };
  /** A node that died is started again only `downMs` later. */
  readonly 'slow-restart': { readonly downMs: number };
}

/**
 * One planted weakness. `onset` = share of the planned work, 0..1 (answers, uploads, operations; for `stall` and
 * `drift` of the planned time). `tolerance` is relative and above 0. `touches` = prefixes of the metrics it is
 * expected to move (`rush.response`, `media`); it acts only in the scenarios they name, without them in all. `article` = the
 * figures of the article it is taken from, printed beside what is planted.
 */
export type BehaviourSpec = {
  readonly [Kind in BehaviourKind]: {
    readonly kind: Kind;
    readonly size: BehaviourSizes[Kind];
    readonly onset: number;
    readonly tolerance: number;
    readonly at?: BehaviourPlace;
    readonly touches?: readonly string[];
    readonly article?: string;
  };
}[BehaviourKind];

/** The place a declared weakness acts at. */
export function placeOf(spec: Pick<BehaviourSpec, 'kind' | 'at'>): BehaviourPlace {
  return spec.at ?? placesOf[spec.kind][0];
}
