/** CLOCK_MONOTONIC at performance.timeOrigin, ns: both clocks read uv_hrtime, so the offset is constant. */
const originNs = Number(process.hrtime.bigint()) - performance.now() * 1e6;

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
