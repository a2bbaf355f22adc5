/**
 * Cuts a figure to `digits` decimals toward its bad side, so 99.996 % never prints as 100 % and a loss never as 0:
 * `bad: 'low'` (a success ratio) cuts down, `bad: 'high'` (a loss ratio, a latency) cuts up.
 */
export function truncateTowardBad(value: number, digits: number, bad: 'low' | 'high'): number {
  const scale = 10 ** digits;
  const scaled = value * scale;
  // 0.07 × 100 = 7.000000000000001 in binary: a whole number within rounding error is that number.
  const nearest = Math.round(scaled);
  if (Math.abs(scaled - nearest) < 1e-9 * Math.max(1, Math.abs(scaled)) && (nearest !== 0 || value === 0))
    return nearest / scale;
  return (bad === 'low' ? Math.floor(scaled) : Math.ceil(scaled)) / scale;
}

/** `part ÷ whole`, or null without a whole. */
export function ratio(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}
