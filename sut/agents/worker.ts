export interface Worker {
  /** Runs `work` soon; calls during a run lead to exactly one more run. */
  wake(): void;
  /** Resolves when nothing is running or due. */
  idle(): Promise<void>;
  /** No run starts after this; resolves when the current one has ended. */
  close(): Promise<void>;
}

/**
 * One lane of work, woken by events: never two runs at once, and again while `work` returns true (more to do).
 * After a failure it rests until the next wake; the caller's sweep is that wake.
 */
export function createWorker(work: () => Promise<boolean>, failed: (error: unknown) => void): Worker {
  let running: Promise<void> | null = null;
  let due = false;
  let closed = false;

  async function run(): Promise<void> {
    while (due && !closed) {
      due = false;
      try {
        if (await work()) due = true;
      } catch (error) {
        if (!closed) failed(error);
      }
    }
    running = null;
  }

  return {
    wake() {
      if (closed) return;
      due = true;
      running ??= run();
    },
    async idle() {
      while (running) await running;
    },
    async close() {
      closed = true;
      await running;
    },
  };
}
