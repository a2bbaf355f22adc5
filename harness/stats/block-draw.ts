/**
 * Length of the blocks that keep a series' short memory when it is resampled: (√6 ρ/(1 − ρ²))^⅔ · n^⅓ for
 * first-order autocorrelation ρ, 1 for ρ ≤ 0. Source: Carlstein 1986 (rule for AR(1) in Sherman, Speed & Speed 1998).
 */
export function blockLength(rho: number, n: number): number {
  if (rho <= 0) return 1;
  const kept = Math.min(0.9, rho);
  const length = ((Math.sqrt(6) * kept) / (1 - kept * kept)) ** (2 / 3) * n ** (1 / 3);
  return Math.max(1, Math.min(Math.round(length), Math.floor(n / 6)));
}

/** A series as long as `values`, of blocks of `length` drawn from it with replacement (circular). */
export function drawBlocks(values: readonly number[], length: number, random: () => number): number[] {
  const drawn: number[] = [];
  while (drawn.length < values.length) {
    const from = Math.floor(random() * values.length);
    for (let i = 0; i < length && drawn.length < values.length; i += 1)
      drawn.push(values[(from + i) % values.length] ?? 0);
  }
  return drawn;
}
