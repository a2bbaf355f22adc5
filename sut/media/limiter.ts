/** Runs at most `limit` operations at once; the rest wait in order. */
export function createLimiter(limit: number): <T>(operation: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let active = 0;
  return async (operation) => {
    if (active >= limit) await new Promise<void>((resolve) => waiting.push(resolve));
    else active += 1;
    try {
      return await operation();
    } finally {
      const next = waiting.shift();
      // The slot passes on without being given back, so nobody overtakes the queue.
      if (next) next();
      else active -= 1;
    }
  };
}
