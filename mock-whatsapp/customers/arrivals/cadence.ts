import type { Arrivals } from '../../contract/plan.ts';
import type { Random } from '../../lib/random.ts';
import type { ArrivalStream } from './stream.ts';

type Cadence = Extract<Arrivals, { readonly kind: 'cadence' }>;

/** Each customer's own rhythm, merged by time through a binary heap: O(log customers) an ask. */
export function cadence(plan: Cadence, random: Random): ArrivalStream {
  const endUs = plan.durationMs * 1000;
  const nextUs = Float64Array.from({ length: plan.customers }, () =>
    Math.floor(random.between(0, plan.firstWithinMs) * 1000),
  );
  const asked = new Uint8Array(plan.customers);
  const heap = Uint32Array.from({ length: plan.customers }, (_, index) => index);
  const size = plan.customers;
  let dueUs = 0;
  let customer = 0;

  function before(a: number, b: number): boolean {
    const difference = (nextUs[a] ?? 0) - (nextUs[b] ?? 0);
    return difference < 0 || (difference === 0 && a < b);
  }
  function sink(start: number): void {
    const item = heap[start] ?? 0;
    let at = start;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      if (child + 1 < size && before(heap[child + 1] ?? 0, heap[child] ?? 0)) child += 1;
      if (!before(heap[child] ?? 0, item)) break;
      heap[at] = heap[child] ?? 0;
      at = child;
    }
    heap[at] = item;
  }
  for (let i = (size >> 1) - 1; i >= 0; i -= 1) sink(i);

  return {
    get dueUs() {
      return dueUs;
    },
    get customer() {
      return customer;
    },
    advance() {
      if (size === 0) return false;
      const top = heap[0] ?? 0;
      const topUs = nextUs[top] ?? 0;
      if (topUs >= endUs) return false;
      dueUs = topUs;
      customer = top;
      const [low, high] = asked[top] === 0 ? plan.secondAfterMs : plan.everyMs;
      asked[top] = 1;
      // At least 1 µs: two asks of one customer never share an instant.
      nextUs[top] = topUs + Math.max(1, Math.floor(random.between(low, high) * 1000));
      sink(0);
      return true;
    },
  };
}
