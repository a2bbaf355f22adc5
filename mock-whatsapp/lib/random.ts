export interface Random {
  /** Uniform in [0, 1), 32 bits. */
  next(): number;
  /** Uniform in [low, high). */
  between(low: number, high: number): number;
  /** Uniform integer in [0, bound). */
  integer(bound: number): number;
}

/**
 * sfc32 (Chris Doty-Humphrey, PractRand), seeded through splitmix32. The same seed gives the same
 * sequence on every machine: only 32-bit integer operations and one division.
 */
export function createRandom(seed: number): Random {
  let mix = seed >>> 0;
  function splitmix(): number {
    mix = (mix + 0x9e3779b9) | 0;
    let t = mix ^ (mix >>> 16);
    t = Math.imul(t, 0x21f0aaad);
    t ^= t >>> 15;
    t = Math.imul(t, 0x735a2d97);
    return (t ^ (t >>> 15)) | 0;
  }
  let a = splitmix();
  let b = splitmix();
  let c = splitmix() ^ Math.floor(seed / 2 ** 32);
  let counter = 1;

  function next(): number {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return (t >>> 0) / 4294967296;
  }
  // The author's recommendation: discard the first outputs of a freshly seeded state.
  for (let i = 0; i < 12; i += 1) next();

  return {
    next,
    between: (low, high) => low + next() * (high - low),
    integer: (bound) => Math.floor(next() * bound),
  };
}

/** 0 … n−1 in seeded order (Fisher–Yates). */
export function shuffled(count: number, random: Random): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, index) => index);
  for (let i = count - 1; i > 0; i -= 1) {
    const j = random.integer(i + 1);
    const kept = order[i] ?? 0;
    order[i] = order[j] ?? 0;
    order[j] = kept;
  }
  return order;
}
