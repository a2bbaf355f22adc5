import type { HoldSize } from '../../contract/behaviours.ts';

/** Steps of the 32-bit finaliser of MurmurHash3 (Appleby, public domain): neighbouring inputs give unrelated outputs. */
function mix(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** A number in (0, 1) that depends on nothing but seed, ordinal and lane. */
export function uniformAt(seed: number, ordinal: number, lane: number): number {
  return (mix(mix(mix(seed) ^ ordinal) ^ Math.imul(lane + 1, 0x9e3779b9)) + 0.5) / 2 ** 32;
}

/** The hold of answer `ordinal`, ms. The same seed and ordinal give the same hold. */
export function holdAt(size: HoldSize, seed: number, ordinal: number): number {
  if ('ms' in size) return size.ms;
  if ('uniform' in size) {
    const [low, high] = size.uniform;
    return low + (high - low) * uniformAt(seed, ordinal, 0);
  }
  if ('bimodal' in size) return size.bimodal[uniformAt(seed, ordinal, 0) < size.share ? 1 : 0];
  const { medianMs, sigma, maxMs } = size.lognormal;
  return Math.min(maxMs, medianMs * Math.exp(sigma * normalAt(seed, ordinal)));
}

/** Standard normal by Box and Muller (1958). */
function normalAt(seed: number, ordinal: number): number {
  const radius = Math.sqrt(-2 * Math.log(uniformAt(seed, ordinal, 0)));
  return radius * Math.cos(2 * Math.PI * uniformAt(seed, ordinal, 1));
}
