import { Pool } from 'undici';
import type { MockOptions } from '../contract/control.ts';
import { nowMs } from '../lib/clock.ts';
import type { PhoneNumber } from '../numbers.ts';
import { envelope } from './envelope.ts';
import { type Batch, createLanes, type Lanes } from './lanes.ts';
import { type PostOutcome, type PostTarget, postWebhook } from './post.ts';
import { retryHorizonMs, retryPauseMs } from './retry-ladder.ts';
import type { Subscription } from './subscription.ts';
import type { Update, UpdateKind } from './update.ts';

/** POSTs of one kind on the wire below which an update leaves at once; above it updates gather into batches. */
const sendAtOncePosts = 8;
/** Longest an update gathers: then one more POST is opened, up to `webhookConcurrency`. */
const gatherMs = 10;

export interface DeliveryCounters {
  posts: number;
  failures: number;
  updates: number;
}

export interface FailedAttempt extends PostOutcome {
  /** 1-based. */
  readonly attempt: number;
  readonly updates: number;
}

export interface DeliveryOptions {
  readonly wabaId: string;
  readonly numbers: readonly PhoneNumber[];
  readonly options: () => MockOptions;
  readonly retryLadderMs: readonly number[];
  readonly onFailed: (failed: FailedAttempt) => void;
  /** Asked after each acknowledged webhook with messages: when to deliver it once more; null = not (faults/). */
  readonly redeliverAfterMs: (updates: number) => number | null;
}

/** Webhook delivery: batching, order per customer, concurrency, retries until HTTP 200. */
export interface Delivery {
  readonly counters: Readonly<DeliveryCounters>;
  /** Updates not on the wire and not acknowledged, retries included. */
  readonly backlog: number;
  readonly inFlight: number;
  readonly subscription: Subscription | null;
  subscribe(subscription: Subscription): void;
  /** Queues an update; `flush` sends. Without a subscription it is dropped, as Meta does. */
  push(update: Update): void;
  flush(kind: UpdateKind): void;
  close(): Promise<void>;
}

interface Post {
  readonly id: number;
  readonly kind: UpdateKind;
  readonly batch: Batch;
  readonly body: Buffer;
  /** When the last of its updates was ready. */
  readonly readyMs: number;
  readonly firstMs: number;
  failed: number;
  /** A redelivery of what was acknowledged. */
  readonly again: boolean;
}

export function createDelivery(settings: DeliveryOptions): Delivery {
  const lanes: Record<UpdateKind, Lanes> = { message: createLanes(), status: createLanes() };
  const onWire: Record<UpdateKind, number> = { message: 0, status: 0 };
  const gatherTimer: Record<UpdateKind, NodeJS.Timeout | null> = { message: null, status: null };
  const counters: DeliveryCounters = { posts: 0, failures: 0, updates: 0 };
  const pausing = new Set<NodeJS.Timeout>();
  /** Retries whose pause is over, while every connection is taken. */
  const dueRetries: Post[] = [];
  let waitingForRetry = 0;
  let postIds = 0;
  let subscription: Subscription | null = null;
  let target: PostTarget | null = null;
  let closed = false;

  function inFlight(): number {
    return onWire.message + onWire.status;
  }

  function flush(kind: UpdateKind): void {
    if (target === null || closed) return;
    const { webhookConcurrency, batchMax } = settings.options();
    while (inFlight() < webhookConcurrency) {
      const oldestMs = lanes[kind].oldestReadyMs;
      if (oldestMs === null) return;
      const waitedMs = nowMs() - oldestMs;
      if (onWire[kind] >= sendAtOncePosts && waitedMs < gatherMs) {
        gather(kind, gatherMs - waitedMs);
        return;
      }
      const id = ++postIds;
      const batch = lanes[kind].take(batchMax, id);
      if (batch.updates.length === 0) return;
      const body = Buffer.from(envelope(settings.wabaId, settings.numbers, batch.updates), 'latin1');
      const readyMs = batch.updates.reduce((latest, update) => Math.max(latest, update.readyMs), 0);
      attempt({ id, kind, batch, body, readyMs, firstMs: nowMs(), failed: 0, again: false });
    }
  }

  function gather(kind: UpdateKind, pauseMs: number): void {
    gatherTimer[kind] ??= setTimeout(() => {
      gatherTimer[kind] = null;
      flush(kind);
    }, pauseMs);
  }

  function attempt(post: Post): void {
    if (target === null) return;
    onWire[post.kind] += 1;
    counters.posts += 1;
    counters.updates += post.batch.updates.length;
    const calledMs = nowMs();
    postWebhook(
      target,
      post.body,
      post.readyMs,
      settings.options().webhookTimeoutMs,
      (atMs) => started(post, calledMs, atMs),
      (outcome, atMs) => ended(post, outcome, atMs),
    );
  }

  function started(post: Post, calledMs: number, atMs: number): void {
    for (const { watcher, readyMs } of post.batch.updates) {
      if (watcher === null) continue;
      // Ready and sent in the same turn of the loop is what "at once" means; anything else waited for the vendor.
      if (post.failed === 0 && calledMs - readyMs > 1) watcher.heldBack(readyMs);
      watcher.attempted(atMs);
    }
  }

  function ended(post: Post, outcome: PostOutcome, atMs: number): void {
    onWire[post.kind] -= 1;
    lanes[post.kind].release(post.batch);
    if (outcome.status === 200) {
      for (const { watcher } of post.batch.updates) watcher?.acknowledged(atMs);
      if (!post.again) redeliver(post);
    } else if (!closed) {
      post.failed += 1;
      counters.failures += 1;
      settings.onFailed({ ...outcome, attempt: post.failed, updates: post.batch.updates.length });
      scheduleRetry(post);
    }
    sendRetries();
    flush('message');
    flush('status');
  }

  function redeliver(post: Post): void {
    if (post.kind !== 'message' || closed) return;
    const afterMs = settings.redeliverAfterMs(post.batch.updates.length);
    if (afterMs === null) return;
    // Nobody watches: the ask was delivered already.
    const updates = post.batch.updates.map((update) => ({ ...update, watcher: null }));
    const again = { ...post, batch: { ...post.batch, updates }, id: ++postIds, failed: 0, again: true };
    sendLater({ ...again, firstMs: nowMs() }, afterMs);
  }

  function scheduleRetry(post: Post): void {
    if (nowMs() - post.firstMs > retryHorizonMs) return;
    sendLater(post, retryPauseMs(settings.retryLadderMs, post.failed));
  }

  function sendLater(post: Post, pauseMs: number): void {
    waitingForRetry += post.batch.updates.length;
    const timer = setTimeout(() => {
      pausing.delete(timer);
      dueRetries.push(post);
      sendRetries();
    }, pauseMs);
    pausing.add(timer);
  }

  function sendRetries(): void {
    while (!closed && dueRetries.length > 0 && inFlight() < settings.options().webhookConcurrency) {
      const post = dueRetries.shift();
      if (post === undefined) return;
      waitingForRetry -= post.batch.updates.length;
      lanes[post.kind].occupy(post.batch, post.id);
      attempt(post);
    }
  }

  return {
    counters,
    get backlog() {
      return lanes.message.size + lanes.status.size + waitingForRetry;
    },
    get inFlight() {
      return inFlight();
    },
    get subscription() {
      return subscription;
    },
    subscribe(next) {
      const url = new URL(next.url);
      const former = target?.pool;
      const { webhookConcurrency, webhookTimeoutMs } = settings.options();
      subscription = next;
      target = {
        pool: new Pool(url.origin, {
          connections: webhookConcurrency,
          pipelining: 1,
          connect: { timeout: webhookTimeoutMs },
        }),
        origin: url.origin,
        path: `${url.pathname}${url.search}`,
        appSecret: next.appSecret,
      };
      if (former !== undefined) void former.close().catch(() => {});
      flush('message');
      flush('status');
    },
    push(update: Update) {
      if (target !== null && !closed) lanes[update.kind].push(update);
    },
    flush,
    async close() {
      closed = true;
      for (const timer of pausing) clearTimeout(timer);
      for (const timer of Object.values(gatherTimer)) if (timer !== null) clearTimeout(timer);
      if (target !== null) await target.pool.destroy().catch(() => {});
    },
  };
}
