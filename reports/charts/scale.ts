/** Maps a value to a pixel. */
export type Scale = (value: number) => number;

export function linear(domain: readonly [number, number], range: readonly [number, number]): Scale {
  const span = domain[1] - domain[0] || 1;
  return (value) => range[0] + ((value - domain[0]) / span) * (range[1] - range[0]);
}

/** Log scale; values at or below zero lie on the lower end. */
export function log(domain: readonly [number, number], range: readonly [number, number]): Scale {
  const low = Math.log10(domain[0]);
  const span = Math.log10(domain[1]) - low || 1;
  return (value) => {
    const at = value <= domain[0] ? low : Math.log10(value);
    return range[0] + ((at - low) / span) * (range[1] - range[0]);
  };
}

/** About `count` round numbers (1, 2, 5 × 10ⁿ) from zero or `low` up to `high`. */
export function ticks(low: number, high: number, count: number): number[] {
  if (!(high > low)) return [low];
  const raw = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= raw) ?? 10) * power;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/** Domain of a log axis: from the 1-2-5 step below `low` to the one above `high`, with its ticks. */
export function logTicks(low: number, high: number): { domain: [number, number]; ticks: number[] } {
  const steps: number[] = [];
  const floor = Math.max(low, 1e-3);
  for (
    let power = Math.floor(Math.log10(floor));
    power <= Math.ceil(Math.log10(Math.max(high, floor)));
    power++
  ) {
    for (const factor of [1, 2, 5]) steps.push(Number((factor * 10 ** power).toPrecision(3)));
  }
  const from = steps.filter((step) => step <= floor).at(-1) ?? steps[0] ?? 1;
  const to = steps.find((step) => step >= high && step > from) ?? from * 10;
  const inside = steps.filter((step) => step >= from && step <= to);
  const few = inside.length > 7 ? inside.filter((step) => /^0?\.?0*1/.test(String(step))) : inside;
  return { domain: [from, to], ticks: few.length >= 3 ? few : inside };
}

/** Round time steps for an axis of `spanMs`: 5 to 8 of them. */
export function timeTicks(spanMs: number): number[] {
  const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200].map((s) => s * 1000);
  const step = steps.find((candidate) => spanMs / candidate <= 8) ?? 14_400_000;
  return Array.from({ length: Math.floor(spanMs / step) + 1 }, (_, i) => i * step);
}
