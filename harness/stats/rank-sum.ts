import { twoSidedNormal } from './quantiles.ts';

/** Up to so many values in all the null distribution is counted exactly; 50 values take milliseconds. */
const exactUpTo = 50;

export interface MannWhitney {
  /** Pairs in which b is higher, ties counting half. */
  readonly u: number;
  /** P(b > a) − P(b < a), −1 … 1 (Cliff's delta). */
  readonly cliffsDelta: number;
  /** Two-sided. */
  readonly pValue: number;
  readonly exact: boolean;
  /** The least p-value that samples of these sizes can reach. */
  readonly leastPValue: number;
}

/**
 * Mann–Whitney's U of b over a. Exact given the ties up to 50 values in all (the rank sums of all splits of the pooled
 * midranks are counted), else the normal approximation with tie and continuity correction.
 * Null when a sample is empty. Source: Mann & Whitney 1947; Lehmann 1975 §1.4; Cliff 1993.
 */
export function mannWhitney(a: readonly number[], b: readonly number[]): MannWhitney | null {
  const [m, n] = [a.length, b.length];
  if (m === 0 || n === 0) return null;
  const ranks = doubledMidranks([...a, ...b]);
  const rankSum = ranks.slice(m).reduce((sum, rank) => sum + rank, 0);
  const u = (rankSum - n * (n + 1)) / 2;
  const exact = m + n <= exactUpTo;
  const ways = exact ? splitCounts(ranks, n) : null;
  return {
    u,
    cliffsDelta: (2 * u) / (m * n) - 1,
    pValue: ways === null ? normalPValue(ranks, m, n, u) : exactPValue(ways, rankSum),
    exact,
    leastPValue:
      ways === null
        ? 0
        : exactPValue(
            ways,
            ranks
              .toSorted((x, y) => y - x)
              .slice(0, n)
              .reduce((sum, rank) => sum + rank, 0),
          ),
  };
}

/** Number of splits of ranks 1 … m + n with U = u, index u; the null distribution without ties. */
export function untiedCounts(m: number, n: number): readonly number[] {
  const ranks = Array.from({ length: m + n }, (_, i) => 2 * (i + 1));
  const counts: number[] = new Array(m * n + 1).fill(0);
  for (const [sum, ways] of splitCounts(ranks, n).entries()) {
    const u = (sum - n * (n + 1)) / 2;
    if (ways > 0) counts[u] = ways;
  }
  return counts;
}

/** Midranks times two: whole numbers. */
function doubledMidranks(values: readonly number[]): readonly number[] {
  const order = values.map((_, i) => i).sort((i, j) => (values[i] ?? 0) - (values[j] ?? 0));
  const ranks: number[] = new Array(values.length).fill(0);
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && values[order[to] ?? 0] === values[order[from] ?? 0]) to += 1;
    for (let k = from; k < to; k += 1) ranks[order[k] ?? 0] = from + 1 + to;
    from = to;
  }
  return ranks;
}

/** Index s: number of ways to choose n of the ranks with sum s. */
function splitCounts(ranks: readonly number[], n: number): Float64Array {
  const most = ranks.reduce((sum, rank) => sum + rank, 0);
  const width = most + 1;
  const counts = new Float64Array((n + 1) * width);
  counts[0] = 1;
  for (const rank of ranks)
    for (let chosen = n; chosen >= 1; chosen -= 1)
      for (let sum = most; sum >= rank; sum -= 1) {
        const before = counts[(chosen - 1) * width + sum - rank] ?? 0;
        if (before > 0) counts[chosen * width + sum] = (counts[chosen * width + sum] ?? 0) + before;
      }
  return counts.subarray(n * width);
}

/** Share of splits whose rank sum is at least as far from its mean. */
function exactPValue(ways: Float64Array, rankSum: number): number {
  let all = 0;
  let weighted = 0;
  ways.forEach((count, sum) => {
    all += count;
    weighted += count * sum;
  });
  const off = Math.abs(rankSum - weighted / all);
  let far = 0;
  ways.forEach((count, sum) => {
    if (Math.abs(sum - weighted / all) >= off - 1e-9) far += count;
  });
  return far / all;
}

function normalPValue(doubledRanks: readonly number[], m: number, n: number, u: number): number {
  const total = m + n;
  const ties = new Map<number, number>();
  for (const rank of doubledRanks) ties.set(rank, (ties.get(rank) ?? 0) + 1);
  let tied = 0;
  for (const t of ties.values()) tied += t ** 3 - t;
  const variance = ((m * n) / 12) * (total + 1 - tied / (total * (total - 1)));
  if (variance === 0) return 1;
  return twoSidedNormal(Math.max(0, Math.abs(u - (m * n) / 2) - 0.5) / Math.sqrt(variance));
}
