/** Seeded 32-bit hash of a number (splitmix32's finaliser): the same on every engine. */
export function hash(seed: number, value: number): number {
  let x = (Math.imul(seed | 0, 0x9e3779b1) + Math.imul(value | 0, 0x85ebca6b) + 0x6d2b79f5) | 0;
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return (x ^ (x >>> 15)) >>> 0;
}

/** 0 ≤ x < 1, from seed and index: no state, so any VU can ask for any index. */
export function uniform(seed: number, index: number): number {
  return hash(seed, index) / 4_294_967_296;
}

/** A 32-bit number of a text (FNV-1a). */
export function textHash(text: string): number {
  let x = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    x = Math.imul(x ^ text.charCodeAt(index), 0x01000193);
  }
  return x >>> 0;
}
