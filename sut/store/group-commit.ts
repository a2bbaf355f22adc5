export interface GroupCommitOptions<Item, Result> {
  /** How long the first item of a batch waits for company. */
  readonly windowMs: number;
  /** Batches written at the same time; more wait and grow. */
  readonly maxInFlight: number;
  /** Items in one batch at most; one submission is never split. */
  readonly maxItems: number;
  /** Writes one batch; result i belongs to item i. */
  readonly write: (items: readonly Item[]) => Promise<readonly Result[]>;
  /** Whether a failed batch may be blamed on an item in it, so that its submissions are tried one by one. */
  readonly isolate?: (error: unknown) => boolean;
}

export interface GroupCommit<Item, Result> {
  /** Resolves when the items are committed. */
  submit(items: readonly Item[]): Promise<readonly Result[]>;
  /** Items submitted and not yet committed. */
  readonly pending: number;
  /** Resolves when nothing is pending. */
  idle(): Promise<void>;
}

interface Submission<Item, Result> {
  readonly items: readonly Item[];
  readonly resolve: (results: readonly Result[]) => void;
  readonly reject: (error: unknown) => void;
}

/** Many submissions, few transactions: submissions that arrive within a window share one commit. */
export function createGroupCommit<Item, Result>(
  options: GroupCommitOptions<Item, Result>,
): GroupCommit<Item, Result> {
  type Entry = Submission<Item, Result>;
  let queue: Entry[] = [];
  let queuedItems = 0;
  let pending = 0;
  let inFlight = 0;
  let timer: NodeJS.Timeout | null = null;
  const idleWaiters: (() => void)[] = [];

  function takeBatch(): Entry[] {
    let count = 0;
    let end = 0;
    for (const entry of queue) {
      if (end > 0 && count + entry.items.length > options.maxItems) break;
      count += entry.items.length;
      end += 1;
    }
    const batch = queue.slice(0, end);
    queue = queue.slice(end);
    queuedItems -= count;
    return batch;
  }

  function pump(): void {
    if (queue.length === 0 || inFlight >= options.maxInFlight || timer !== null) return;
    timer = setTimeout(flush, queuedItems >= options.maxItems ? 0 : options.windowMs);
  }

  function flush(): void {
    timer = null;
    if (queue.length === 0 || inFlight >= options.maxInFlight) return;
    const batch = takeBatch();
    inFlight += 1;
    void settle(batch).finally(() => {
      inFlight -= 1;
      if (pending === 0) for (const wake of idleWaiters.splice(0)) wake();
      pump();
    });
    pump();
  }

  async function settle(batch: readonly Entry[]): Promise<void> {
    try {
      const results = await options.write(batch.flatMap((entry) => entry.items));
      let at = 0;
      for (const entry of batch) {
        entry.resolve(results.slice(at, at + entry.items.length));
        at += entry.items.length;
      }
    } catch (error) {
      if (batch.length > 1 && options.isolate?.(error)) {
        for (const entry of batch) await settle([entry]);
        return;
      }
      for (const entry of batch) entry.reject(error);
    }
    pending -= batch.reduce((sum, entry) => sum + entry.items.length, 0);
  }

  return {
    submit: (items) => {
      if (items.length === 0) return Promise.resolve([]);
      return new Promise((resolve, reject) => {
        queue.push({ items, resolve, reject });
        queuedItems += items.length;
        pending += items.length;
        pump();
      });
    },
    get pending() {
      return pending;
    },
    idle: () => (pending === 0 ? Promise.resolve() : new Promise((resolve) => idleWaiters.push(resolve))),
  };
}
