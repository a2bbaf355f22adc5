import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ArrivalPlan, Arrivals } from '../../../mock-whatsapp/contract/plan.ts';
import { arrivalStream, expandPlan } from '../../../mock-whatsapp/customers/expand-plan.ts';
import { basePlan } from '../support/stage.ts';

interface Due {
  readonly dueUs: number;
  readonly customer: number;
}
function expand(plan: ArrivalPlan): readonly Due[] {
  const stream = arrivalStream(plan);
  const asks: Due[] = [];
  while (stream.advance()) asks.push({ dueUs: stream.dueUs, customer: stream.customer });
  return asks;
}
function plan(arrivals: Arrivals, extra: Partial<ArrivalPlan> = {}): ArrivalPlan {
  return { ...basePlan, arrivals, ...extra };
}

const customers = fc.integer({ min: 1, max: 60 });
const durationMs = fc.integer({ min: 1, max: 5000 });
const range = fc
  .tuple(fc.integer({ min: 1, max: 3000 }), fc.integer({ min: 0, max: 3000 }))
  .map(([low, more]) => [low, low + more] as const);
const cadence = fc.record({
  kind: fc.constant('cadence' as const),
  customers,
  durationMs,
  firstWithinMs: fc.integer({ min: 1, max: 2000 }),
  secondAfterMs: range,
  everyMs: range,
});
const rated = { customers, durationMs, ratePerSec: fc.integer({ min: 1, max: 200 }) };
const uniform = fc.record({ kind: fc.constant('uniform' as const), ...rated });
const poisson = fc.record({ kind: fc.constant('poisson' as const), ...rated });
const burst = fc.record({
  ...rated,
  kind: fc.constant('burst' as const),
  everyMs: fc.integer({ min: 100, max: 2000 }),
  asks: fc.integer({ min: 1, max: 50 }),
  withinMs: fc.integer({ min: 1, max: 100 }),
});
const generated = fc.oneof(cadence, uniform, poisson, burst);

describe('properties', () => {
  test('the same plan gives the same asks; another seed another hash', () => {
    fc.assert(
      fc.property(generated, fc.integer(), (arrivals, seed) => {
        expect(expand(plan(arrivals, { seed }))).toEqual(expand(plan(arrivals, { seed })));
        expect(expandPlan(plan(arrivals, { seed }))).toEqual(expandPlan(plan(arrivals, { seed })));
      }),
      { numRuns: 50 },
    );
    const rush = plan({
      kind: 'cadence',
      customers: 50,
      firstWithinMs: 1000,
      secondAfterMs: [0, 4000],
      everyMs: [3000, 5000],
      durationMs: 20_000,
    });
    expect(expandPlan({ ...rush, seed: 1 }).hash).not.toBe(expandPlan({ ...rush, seed: 2 }).hash);
  });

  test('ascending, inside the duration, customers in range, count and end as announced', () => {
    fc.assert(
      fc.property(generated, (arrivals) => {
        const asks = expand(plan(arrivals));
        const announced = expandPlan(plan(arrivals));
        expect(announced.asks).toBe(asks.length);
        expect(announced.loadEndUs).toBe(asks.at(-1)?.dueUs ?? 0);
        let last = 0;
        for (const { dueUs, customer } of asks) {
          const inTime = Number.isInteger(dueUs) && dueUs >= last && dueUs < arrivals.durationMs * 1000;
          if (!inTime || customer < 0 || customer >= arrivals.customers) expect.fail(`${dueUs} ${customer}`);
          last = dueUs;
        }
      }),
      { numRuns: 50 },
    );
  });

  test('burst: the base goes on evenly, and every burst has its asks in its window', () => {
    const asks = expand(
      plan({
        kind: 'burst',
        customers: 7,
        ratePerSec: 10,
        everyMs: 1000,
        asks: 50,
        withinMs: 200,
        durationMs: 3500,
      }),
    );
    // 35 of the base; bursts at 1, 2 and 3 s.
    expect(asks).toHaveLength(35 + 3 * 50);
    const base = new Set(Array.from({ length: 35 }, (_, i) => i * 100_000));
    const extra = asks.filter(({ dueUs }) => !base.delete(dueUs)).map(({ dueUs }) => dueUs);
    expect(base.size).toBe(0);
    for (const second of [1, 2, 3])
      expect(extra.filter((us) => us >= second * 1e6 && us < second * 1e6 + 200_000)).toHaveLength(50);
    // Customers take turns over base and bursts together.
    expect(new Set(asks.slice(0, 7).map(({ customer }) => customer)).size).toBe(7);
  });

  test('burst: without a base rate there are bursts only; the end cuts the last one short', () => {
    const arrivals = {
      kind: 'burst',
      customers: 5,
      ratePerSec: 0,
      everyMs: 1000,
      asks: 100,
      withinMs: 1000,
      durationMs: 2500,
    } as const;
    const asks = expand(plan(arrivals));
    expect(asks[0]?.dueUs).toBeGreaterThanOrEqual(1e6);
    expect(asks.filter(({ dueUs }) => dueUs < 2e6)).toHaveLength(100);
    // Half of the second burst's second lies beyond the end: 50 expected, standard deviation 5.
    const cut = asks.filter(({ dueUs }) => dueUs >= 2e6).length;
    expect(Math.abs(cut - 50)).toBeLessThan(25);
    expect(expandPlan(plan(arrivals, { seed: 1 })).hash).not.toBe(
      expandPlan(plan(arrivals, { seed: 2 })).hash,
    );
  });

  test('cadence: first ask within firstWithinMs, second and later gaps in their ranges', () => {
    fc.assert(
      fc.property(cadence, (arrivals) => {
        const times = new Map<number, number[]>();
        for (const { dueUs, customer } of expand(plan(arrivals))) {
          const own = times.get(customer);
          if (own === undefined) times.set(customer, [dueUs]);
          else own.push(dueUs);
        }
        for (const [first = 0, ...later] of times.values()) {
          expect(first).toBeLessThan(arrivals.firstWithinMs * 1000);
          let before = first;
          later.forEach((dueUs, index) => {
            const [low, high] = index === 0 ? arrivals.secondAfterMs : arrivals.everyMs;
            const gapUs = dueUs - before;
            if (gapUs < Math.max(1, low * 1000) || gapUs > Math.max(1, high * 1000)) expect.fail(`${gapUs}`);
            before = dueUs;
          });
        }
      }),
      { numRuns: 50 },
    );
  });

  test('uniform: ask k at k / rate; nobody asks twice within a turn', () => {
    fc.assert(
      fc.property(uniform, (arrivals) => {
        const asks = expand(plan(arrivals));
        expect(asks.length).toBe(Math.ceil((arrivals.durationMs * arrivals.ratePerSec) / 1000));
        asks.forEach(({ dueUs }, k) => {
          expect(dueUs).toBe(Math.floor((k * 1e6) / arrivals.ratePerSec));
        });
        for (let at = 0; at < asks.length; at += arrivals.customers) {
          const turn = asks.slice(at, at + arrivals.customers).map(({ customer }) => customer);
          expect(new Set(turn).size).toBe(turn.length);
        }
      }),
      { numRuns: 50 },
    );
  });
});

test('poisson: the mean gap is 1 / rate', () => {
  const asks = expand(plan({ kind: 'poisson', customers: 10, ratePerSec: 1000, durationMs: 100_000 }));
  // 100,000 expected; the standard deviation of a Poisson count is its root, 316.
  expect(Math.abs(asks.length - 100_000)).toBeLessThan(4 * 316);
});

test('explicit: as given', () => {
  const asks = expand(plan({ kind: 'explicit', customers: 3, atMs: [0, 0.5, 7], customer: [2, 0, 2] }));
  expect(asks).toEqual([
    { dueUs: 0, customer: 2 },
    { dueUs: 500, customer: 0 },
    { dueUs: 7000, customer: 2 },
  ]);
});

test('standard and smoke sizes hold the asks that the design counts on', () => {
  const standard = plan({
    kind: 'cadence',
    customers: 3000,
    firstWithinMs: 1000,
    secondAfterMs: [0, 20_000],
    everyMs: [15_000, 25_000],
    durationMs: 360_000,
  });
  const { asks } = expandPlan(standard);
  expect(asks).toBeGreaterThan(53_000);
  expect(asks).toBeLessThan(58_000);
  const smoke = plan({
    kind: 'cadence',
    customers: 300,
    firstWithinMs: 1000,
    secondAfterMs: [0, 4000],
    everyMs: [3000, 5000],
    durationMs: 20_000,
  });
  expect(expandPlan(smoke).asks).toBeGreaterThanOrEqual(1500);
});

describe('hash', () => {
  const list: Arrivals = { kind: 'explicit', customers: 2, atMs: [0, 1], customer: [0, 1] };

  test('is sha256 of the lines plus id, matcher, expect and texts', () => {
    const text = `0,5\n1000,6\n${JSON.stringify(['rush', 'echo', 'code', basePlan.texts])}`;
    expect(expandPlan(plan(list, { firstCustomer: 5 })).hash).toBe(
      createHash('sha256').update(text).digest('hex'),
    );
  });

  test.each<[string, ArrivalPlan]>([
    ['a time', plan({ ...list, atMs: [0, 2] })],
    ['a customer', plan({ ...list, customer: [1, 1] })],
    ['one ask more', plan({ kind: 'explicit', customers: 2, atMs: [0, 1, 1], customer: [0, 1, 1] })],
    ['the first customer', plan(list, { firstCustomer: 1 })],
    ['the id', plan(list, { id: 'other' })],
    ['the matcher', plan(list, { matcher: 'context' })],
    ['the expectation', plan(list, { expect: 'nonce' })],
    ['a text', plan(list, { texts: ['another {nonce}'] })],
    ['a closed loop instead', plan({ kind: 'saturate', customers: 2, inFlight: 1, durationMs: 10 })],
  ])('changes with %s', (_name, changed) => {
    expect(expandPlan(changed).hash).not.toBe(expandPlan(plan(list)).hash);
  });

  test('of a closed loop changes with its size', () => {
    const loop = (inFlight: number): string =>
      expandPlan(plan({ kind: 'saturate', customers: 2, inFlight, durationMs: 10 })).hash;
    expect(loop(1)).not.toBe(loop(2));
  });
});
