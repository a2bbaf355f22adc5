/** The value at rank ⌈p · n⌉ of ascending values; NaN without any. */
export function quantile(sorted: ArrayLike<number>, p: number): number {
  return sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)] ?? Number.NaN;
}
