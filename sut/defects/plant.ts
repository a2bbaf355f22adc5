import type pg from 'pg';
import type pino from 'pino';
import type { InboundMessage, Webhook } from '../ingest/parse-webhook.ts';
import type { GraphClient } from '../outbound/graph-client.ts';
import type { GroupCommit } from '../store/group-commit.ts';
import type { TellDefect } from './defect-log.ts';
import { type Defect, defectOf } from './defects.ts';
import { firstOfBatch } from './first-of-batch.ts';
import { leakingQueue } from './leaking-queue.ts';
import { memoryState } from './memory-state.ts';
import { type Pause, planPause } from './no-fencing.ts';
import { noIdempotency, quotingMeta } from './no-idempotency.ts';
import { rejectsFailed } from './rejects-failed.ts';

/** The places of a node where a defect can act. Without defects each hands through what it gets. */
export interface PlantedDefects {
  messages(lane: GroupCommit<InboundMessage, boolean>, pool: pg.Pool): GroupCommit<InboundMessage, boolean>;
  /** What is read of a webhook; null = it is answered with 400. */
  read(webhook: Webhook): Webhook | null;
  /** Every way out to Meta: claimed, woken, swept and following messages alike. */
  graph(client: GraphClient, pool: pg.Pool, incarnationId: number): GraphClient;
  /** Of a cluster that fences nobody; null = it does. */
  readonly unfenced: Pause | null;
}

/** Switches the defects of this node on, and says so; `did` hears of everything they do. */
export function plantDefects(
  defects: readonly Defect[],
  did: TellDefect,
  nodeName: string,
  log: pino.Logger,
): PlantedDefects {
  for (const defect of defects) log.warn({ defect }, 'PLANTED DEFECT: this SCRM is weak on purpose');
  const leak = defectOf(defects, 'leaking-queue');
  const memory = defectOf(defects, 'memory-state');
  const again = defectOf(defects, 'no-idempotency') !== null;
  const onlyFirst = defectOf(defects, 'first-of-batch') !== null;
  const unfencing = defectOf(defects, 'no-fencing');
  const unfenced = unfencing === null ? null : planPause(unfencing, nodeName, did);
  const rejects = defectOf(defects, 'rejects-failed') !== null;
  return {
    messages: (lane, pool) => {
      const named = again ? noIdempotency(lane, pool, did) : lane;
      const kept = memory === null ? named : memoryState(named, memory.flushMs, did);
      return leak === null ? kept : leakingQueue(kept, leak.bytesPerMessage, did);
    },
    read: (webhook) => {
      if (rejects && rejectsFailed(webhook, did)) return null;
      return onlyFirst ? firstOfBatch(webhook, did) : webhook;
    },
    graph: (client, pool, incarnationId) => {
      const named = again ? quotingMeta(client) : client;
      return unfenced?.graph(named, pool, incarnationId) ?? named;
    },
    unfenced,
  };
}
