/** Messages per second of one number, inbound and outbound together: a token bucket one second deep. */
export interface Throughput {
  /** A customer's message: never held back; may drive the bucket into debt, which outbound then repays. */
  takeInbound(number: number, atMs: number): void;
  /** True when one more outbound message fits now. Takes nothing. */
  hasRoom(number: number, atMs: number): boolean;
  takeOutbound(number: number): void;
  setRate(perSec: number): void;
}

export function createThroughput(numbers: number, perSec: number): Throughput {
  let rate = perSec;
  const tokens = new Float64Array(numbers).fill(perSec);
  const filledAtMs = new Float64Array(numbers);

  function refill(number: number, atMs: number): number {
    const before = tokens[number] ?? 0;
    const gained = ((atMs - (filledAtMs[number] ?? 0)) * rate) / 1000;
    const now = Math.min(rate, before + Math.max(0, gained));
    tokens[number] = now;
    filledAtMs[number] = Math.max(filledAtMs[number] ?? 0, atMs);
    return now;
  }

  return {
    takeInbound(number, atMs) {
      tokens[number] = refill(number, atMs) - 1;
    },
    hasRoom: (number, atMs) => refill(number, atMs) >= 1,
    takeOutbound(number) {
      tokens[number] = (tokens[number] ?? 0) - 1;
    },
    setRate(perSecNow) {
      rate = perSecNow;
      for (let i = 0; i < tokens.length; i += 1) tokens[i] = Math.min(rate, tokens[i] ?? 0);
    },
  };
}
