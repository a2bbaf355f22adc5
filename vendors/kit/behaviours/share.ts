/**
 * Picks `ratio` of a sequence, evenly spread: of n calls exactly floor(n · ratio) are true (up to rounding of the
 * product), so a share is a count and not a draw.
 */
export function evenShare(ratio: number): () => boolean {
  let seen = 0;
  return () => {
    seen += 1;
    // 1e-9: 0.05 · 20 must count as 1 although the product is a hair below.
    return Math.floor(seen * ratio + 1e-9) > Math.floor((seen - 1) * ratio + 1e-9);
  };
}
