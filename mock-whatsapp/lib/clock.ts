/**
 * CLOCK_MONOTONIC at performance.timeOrigin, ns: both clocks read uv_hrtime, so the offset is constant. The two can't be read
 * at one instant, and the process may lose its core in between: the closest of many pairs counts. An offset that is too
 * small would wake the mock before its time, again and again until the time has come.
 */
const originNs = closestOriginNs(100);

function closestOriginNs(pairs: number): number {
  let closestMs = Number.POSITIVE_INFINITY;
  let origin = 0;
  for (let i = 0; i < pairs; i += 1) {
    const beforeMs = performance.now();
    const atNs = Number(process.hrtime.bigint());
    const afterMs = performance.now();
    if (afterMs - beforeMs >= closestMs) continue;
    closestMs = afterMs - beforeMs;
    origin = atNs - ((beforeMs + afterMs) / 2) * 1e6;
  }
  return origin;
}

/** Milliseconds of the mock's one clock (performance.now: sub-microsecond, monotonic). */
export function nowMs(): number {
  return performance.now();
}

/** CLOCK_MONOTONIC in ns (a number; exact below 2^53) of a `nowMs()` reading. */
export function monoNs(atMs: number = nowMs()): number {
  return Math.round(originNs + atMs * 1e6);
}

/** Unix seconds as Meta writes them in `messages` webhooks: a string. */
export function unixSeconds(): string {
  return String(Math.floor(Date.now() / 1000));
}
