let due: (() => void)[] = [];

function flush(): void {
  const now = due;
  due = [];
  for (const callback of now) callback();
}

/**
 * Calls back in the next macrotask, when every promise continuation of this one has run. Thousands of VUs that end an
 * iteration in one turn of the event loop share one setImmediate: each of its own would cost as much as a small request.
 */
export function afterTurn(callback: () => void): void {
  if (due.length === 0) setImmediate(flush);
  due.push(callback);
}
