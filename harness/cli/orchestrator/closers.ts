/** What must be undone at the end, in reverse order of its making. */
export interface Closers {
  add(name: string, close: () => Promise<void>): void;
  /** Runs every closer once, last first. A closer that fails or hangs is reported and does not keep the others waiting. */
  closeAll(onProblem: (text: string) => void): Promise<void>;
}

/** With the orchestrator's own limits an interrupted run is over within 10 s. */
const closerLimitMs = 6000;

export function createClosers(): Closers {
  const stack: { readonly name: string; readonly close: () => Promise<void> }[] = [];
  return {
    add: (name, close) => stack.push({ name, close }),
    closeAll: async (onProblem) => {
      for (let entry = stack.pop(); entry !== undefined; entry = stack.pop()) {
        const { name, close } = entry;
        let timer: NodeJS.Timeout | undefined;
        const late = new Promise<'late'>((resolve) => {
          timer = setTimeout(() => resolve('late'), closerLimitMs);
        });
        try {
          if ((await Promise.race([close(), late])) === 'late')
            onProblem(`${name} did not end within ${closerLimitMs} ms`);
        } catch (error) {
          onProblem(`${name}: ${error instanceof Error ? error.message : String(error)}`);
        } finally {
          clearTimeout(timer);
        }
      }
    },
  };
}
