/** HdrHistogram layout for 3 significant digits: 2 048 sub-buckets, so one bucket is at most 1/1 024 of its value wide. */
const subBuckets = 2048;
const half = subBuckets / 2;

/**
 * Counts of durations in whole microseconds, HdrHistogram's bucket layout (3 significant digits), stored in pages
 * of one power of two: a typical window takes two or three pages (4 KiB each) instead of a dense 115 KiB array.
 * Recording costs some nanoseconds and allocates only when a page is new. Min and max are exact.
 */
export class Histogram {
  total = 0;
  minUs = Number.POSITIVE_INFINITY;
  maxUs = 0;
  readonly #pages: (Uint32Array | undefined)[] = [];

  /** Records `valueUs` (negative counts as 0, fractions are rounded) `count` times. */
  record(valueUs: number, count = 1): void {
    const value = valueUs > 0 ? Math.round(valueUs) : 0;
    let pageIndex: number;
    let slot: number;
    if (value < subBuckets) {
      pageIndex = value >>> 10;
      slot = value & (half - 1);
    } else if (value <= 0x7fff_ffff) {
      const shift = 21 - Math.clz32(value);
      pageIndex = shift + 1;
      slot = (value >>> shift) - half;
    } else {
      const index = bucketOf(value);
      pageIndex = Math.floor(index / half);
      slot = index % half;
    }
    let page = this.#pages[pageIndex];
    if (page === undefined) {
      page = new Uint32Array(half);
      this.#pages[pageIndex] = page;
    }
    page[slot] = (page[slot] ?? 0) + count;
    this.total += count;
    if (value > this.maxUs) this.maxUs = value;
    if (value < this.minUs) this.minUs = value;
  }

  /** Adds all counts of `other`: the result is the histogram of the union. */
  merge(other: Histogram): void {
    for (let p = 0; p < other.#pages.length; p += 1) {
      const theirs = other.#pages[p];
      if (theirs === undefined) continue;
      let ours = this.#pages[p];
      if (ours === undefined) {
        ours = new Uint32Array(half);
        this.#pages[p] = ours;
      }
      for (let i = 0; i < half; i += 1) ours[i] = (ours[i] ?? 0) + (theirs[i] ?? 0);
    }
    this.total += other.total;
    if (other.maxUs > this.maxUs) this.maxUs = other.maxUs;
    if (other.minUs < this.minUs) this.minUs = other.minUs;
  }

  /** Non-empty buckets in ascending order: bucket index and count. */
  forEachBucket(visit: (index: number, count: number) => void): void {
    for (let p = 0; p < this.#pages.length; p += 1) {
      const page = this.#pages[p];
      if (page === undefined) continue;
      for (let i = 0; i < half; i += 1) {
        const count = page[i] ?? 0;
        if (count > 0) visit(p * half + i, count);
      }
    }
  }

  /**
   * The value of the `rank`-th smallest record (1-based), as its bucket's upper edge (toward bad for a latency, at
   * most 0.1 % off), never above the exact maximum. Null when the histogram is empty.
   */
  valueAtRank(rank: number): number | null {
    if (this.total === 0) return null;
    const wanted = Math.min(Math.max(1, rank), this.total);
    let seen = 0;
    for (let p = 0; p < this.#pages.length; p += 1) {
      const page = this.#pages[p];
      if (page === undefined) continue;
      for (let i = 0; i < half; i += 1) {
        seen += page[i] ?? 0;
        if (seen >= wanted) return Math.min(upperEdgeOf(p * half + i), this.maxUs);
      }
    }
    return this.maxUs;
  }

  /** The `p`-quantile (0..1): the smallest value that at least a share `p` of the records do not exceed. */
  quantile(p: number): number | null {
    return this.valueAtRank(rankOf(p, this.total));
  }

  /** Records strictly above the bucket of `limitUs`. */
  countAbove(limitUs: number): number {
    const limit = bucketOf(Math.round(limitUs));
    let count = 0;
    this.forEachBucket((index, n) => {
      if (index > limit) count += n;
    });
    return count;
  }
}

/** Rank of the p-quantile in n records: ⌈p·n⌉, at least 1. The tolerance keeps 0.99·100 at 99, not 100. */
export function rankOf(p: number, n: number): number {
  return Math.max(1, Math.ceil(p * n - 1e-9));
}

/** Index of the bucket that holds a whole number of microseconds. */
export function bucketOf(value: number): number {
  if (value < subBuckets) return value;
  const exponent =
    value < 0x1_0000_0000 ? 31 - Math.clz32(value) : 63 - Math.clz32(Math.floor(value / 0x1_0000_0000));
  const shift = exponent - 10;
  const sub = Math.floor(value / 2 ** shift);
  return (shift + 1) * half + (sub - half);
}

/** Smallest value of a bucket. */
export function lowerEdgeOf(index: number): number {
  if (index < subBuckets) return index;
  const shift = Math.floor(index / half) - 1;
  return ((index % half) + half) * 2 ** shift;
}

/** Largest value of a bucket. */
export function upperEdgeOf(index: number): number {
  if (index < subBuckets) return index;
  return lowerEdgeOf(index) + 2 ** (Math.floor(index / half) - 1) - 1;
}
