import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Batch, createLanes } from '../../../mock-whatsapp/webhooks/lanes.ts';
import type { Update } from '../../../mock-whatsapp/webhooks/update.ts';

function update(waId: string, sequence: number): Update {
  return {
    kind: 'message',
    number: 0,
    waId,
    json: String(sequence),
    contactJson: null,
    readyMs: sequence,
    watcher: null,
  };
}

/** Pushes, takes and returns POSTs in any order; retries included. */
const step = fc.oneof(
  fc.record({ do: fc.constant('push' as const), customer: fc.integer({ min: 0, max: 4 }) }),
  fc.record({ do: fc.constant('take' as const), max: fc.integer({ min: 1, max: 5 }) }),
  fc.record({ do: fc.constant('return' as const), which: fc.nat() }),
);

test('every update leaves once, in order per customer, never while an earlier one is on the wire', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const lanes = createLanes();
      const onWire: Batch[] = [];
      const left: Update[] = [];
      let pushed = 0;
      let posts = 0;
      function take(max: number): void {
        posts += 1;
        const batch = lanes.take(max, posts);
        const busy = new Set(onWire.flatMap(({ waIds }) => waIds));
        for (const { waId } of batch.updates) expect(busy.has(waId)).toBe(false);
        expect(batch.updates.length).toBeLessThanOrEqual(max);
        left.push(...batch.updates);
        if (batch.updates.length > 0) onWire.push(batch);
      }
      for (const action of steps) {
        if (action.do === 'push') lanes.push(update(`c${action.customer}`, pushed++));
        else if (action.do === 'take') take(action.max);
        else if (onWire.length > 0) {
          const [batch] = onWire.splice(action.which % onWire.length, 1);
          if (batch !== undefined) lanes.release(batch);
        }
      }
      while (onWire.length > 0 || lanes.size > 0) {
        for (const batch of onWire.splice(0)) lanes.release(batch);
        take(1000);
      }
      expect(left).toHaveLength(pushed);
      for (const waId of ['c0', 'c1', 'c2', 'c3', 'c4']) {
        const own = left.filter((item) => item.waId === waId).map((item) => item.readyMs);
        expect(own).toEqual([...own].sort((a, b) => a - b));
      }
    }),
  );
});

test('a message pushed while an older one still waits behind the one on the wire does not overtake it', () => {
  const lanes = createLanes();
  lanes.push(update('c', 0));
  lanes.push(update('c', 1));
  const first = lanes.take(1, 1);
  lanes.push(update('c', 2));
  expect(lanes.take(5, 2).updates).toEqual([]);
  lanes.release(first);
  expect(lanes.take(5, 3).updates.map(({ readyMs }) => readyMs)).toEqual([1, 2]);
});
