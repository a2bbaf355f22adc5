import { createFifo, type Fifo } from '../lib/fifo.ts';
import type { Update } from './update.ts';

/** Updates of one customer and kind: a later one never goes out while an earlier one is on the wire. */
interface Lane {
  /** POSTs on the wire that carry updates of this lane. */
  onWire: number;
  /** The newest of them. */
  post: number;
  /** Updates that wait for the lane, oldest first. */
  readonly parked: Update[];
}

/** Waiting updates of one kind. All calls are O(1) per update. */
export interface Lanes {
  readonly size: number;
  /** When the oldest update that could go now became ready; null when none can. */
  readonly oldestReadyMs: number | null;
  push(update: Update): void;
  /** Up to `max` updates for POST number `post`, in order per customer. Their lanes are occupied. */
  take(max: number, post: number): Batch;
  /** A retry puts the lanes of its POST onto the wire again. */
  occupy(batch: Batch, post: number): void;
  /** The POST came back, whatever the outcome. */
  release(batch: Batch): void;
}

export interface Batch {
  readonly updates: readonly Update[];
  /** The customers in it, each once. */
  readonly waIds: readonly string[];
}

export function createLanes(): Lanes {
  const lanes = new Map<string, Lane>();
  /** Updates freed from a lane: older than anything of the same customer in `ready`. */
  const released: Fifo<Update> = createFifo();
  const ready: Fifo<Update> = createFifo();
  /** Updates in `released` and `ready` by customer: none is parked ahead of them. */
  const waiting = new Map<string, number>();
  let parkedCount = 0;

  function wait(queue: Fifo<Update>, update: Update): void {
    queue.push(update);
    waiting.set(update.waId, (waiting.get(update.waId) ?? 0) + 1);
  }

  function next(): Update | undefined {
    const update = released.shift() ?? ready.shift();
    if (update === undefined) return undefined;
    const left = (waiting.get(update.waId) ?? 1) - 1;
    if (left === 0) waiting.delete(update.waId);
    else waiting.set(update.waId, left);
    return update;
  }

  function park(lane: Lane, update: Update): void {
    lane.parked.push(update);
    parkedCount += 1;
  }

  return {
    get size() {
      return released.size + ready.size + parkedCount;
    },
    get oldestReadyMs() {
      return (released.peek() ?? ready.peek())?.readyMs ?? null;
    },
    push(update) {
      const lane = lanes.get(update.waId);
      // Behind older ones that `take` has not come to yet, even if a lane is there.
      if (lane === undefined || waiting.has(update.waId)) wait(ready, update);
      else park(lane, update);
    },
    take(max, post) {
      const updates: Update[] = [];
      const waIds: string[] = [];
      while (updates.length < max) {
        const update = next();
        if (update === undefined) break;
        const lane = lanes.get(update.waId);
        if (lane !== undefined && lane.post !== post) {
          park(lane, update);
          continue;
        }
        if (lane === undefined) {
          lanes.set(update.waId, { onWire: 1, post, parked: [] });
          waIds.push(update.waId);
        }
        updates.push(update);
      }
      return { updates, waIds };
    },
    occupy({ waIds }, post) {
      for (const waId of waIds) {
        const lane = lanes.get(waId);
        if (lane === undefined) {
          lanes.set(waId, { onWire: 1, post, parked: [] });
        } else {
          lane.onWire += 1;
          lane.post = post;
        }
      }
    },
    release({ waIds }) {
      for (const waId of waIds) {
        const lane = lanes.get(waId);
        if (lane === undefined) continue;
        lane.onWire -= 1;
        if (lane.onWire > 0) continue;
        lanes.delete(waId);
        for (const update of lane.parked) wait(released, update);
        parkedCount -= lane.parked.length;
      }
    },
  };
}
