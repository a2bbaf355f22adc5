/**
 * Length of the blocks that keep a series' short memory when it is shuffled or resampled: (√6 ρ/(1 − ρ²))^⅔ · n^⅓ for
 * first-order autocorrelation ρ, 1 for ρ ≤ 0. Source: Carlstein 1986 (rule for AR(1) in Sherman, Speed & Speed 1998).
 */
export function blockLength(rho: number, n: number): number {
  if (rho <= 0) return 1;
  const kept = Math.min(0.9, rho);
  const length = ((Math.sqrt(6) * kept) / (1 - kept * kept)) ** (2 / 3) * n ** (1 / 3);
  return Math.max(1, Math.min(Math.round(length), Math.floor(n / 6)));
}

/** The values with their blocks of `length` in random order; the first block is cut at a random place. */
export function shuffleBlocks(values: readonly number[], length: number, random: () => number): number[] {
  const blocks: (readonly number[])[] = [];
  const offset = length === 1 ? 0 : Math.floor(random() * length);
  if (offset > 0) blocks.push(values.slice(0, offset));
  for (let from = offset; from < values.length; from += length)
    blocks.push(values.slice(from, from + length));
  for (let i = blocks.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1));
    const held = blocks[i] ?? [];
    blocks[i] = blocks[j] ?? [];
    blocks[j] = held;
  }
  return blocks.flat();
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
