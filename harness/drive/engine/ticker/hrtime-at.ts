/** Pairs of readings; on a busy machine the process may lose its core between the two of one. */
const pairs = 50;

/**
 * The process.hrtime of a performance.now() reading, ns. Both read one clock, but not at one instant: the closest pair of
 * readings counts, because whatever lies between the two of them would make a whole scenario late.
 */
export function hrtimeAt(ms: number): bigint {
  let closestMs = Number.POSITIVE_INFINITY;
  let atNs = 0n;
  for (let i = 0; i < pairs; i += 1) {
    const beforeMs = performance.now();
    const ns = process.hrtime.bigint();
    const afterMs = performance.now();
    if (afterMs - beforeMs >= closestMs) continue;
    closestMs = afterMs - beforeMs;
    atNs = ns - BigInt(Math.round(((beforeMs + afterMs) / 2 - ms) * 1e6));
  }
  return atNs;
}
