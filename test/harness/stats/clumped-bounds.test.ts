import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clumpedBounds } from '../../../harness/stats/clumped-bounds.ts';
import type { BlockCount } from '../../../harness/stats/effective-sample.ts';
import { oneSidedBounds } from '../../../harness/stats/proportion.ts';
import { seededRandom } from '../../../harness/stats/random.ts';

const blocks = (counts: readonly number[], n = 1000): BlockCount[] => counts.map((k) => ({ n, k }));
const boundsOf = (list: readonly BlockCount[]) => {
  const sum = (of: (block: BlockCount) => number) => list.reduce((total, block) => total + of(block), 0);
  return clumpedBounds(
    sum(({ k }) => k),
    sum(({ n }) => n),
    list,
  );
};

test('40 losses in one block of 40 say less than one in each', () => {
  const spread = boundsOf(blocks(Array.from({ length: 40 }, () => 1)));
  expect(spread).toEqual(oneSidedBounds(40, 40_000));
  const clumped = boundsOf(blocks(Array.from({ length: 40 }, (_, i) => (i === 20 ? 40 : 0))));
  // Variance between blocks is 40 times the binomial one: as much evidence as one loss in a thousand.
  expect(clumped.high).toBeGreaterThan(3 * (spread.high ?? 0));
  expect(clumped.low).toBeLessThan((spread.low ?? 0) / 3);
});

test('no losses, or fewer than twenty blocks: the binomial bounds alone', () => {
  expect(boundsOf(blocks(Array.from({ length: 40 }, () => 0)))).toEqual(oneSidedBounds(0, 40_000));
  const few = blocks(Array.from({ length: 19 }, (_, i) => (i === 9 ? 40 : 0)));
  expect(boundsOf(few)).toEqual(oneSidedBounds(40, 19_000));
  // Twenty blocks, one of which nobody asked in.
  expect(boundsOf([...few, { n: 0, k: 0 }])).toEqual(oneSidedBounds(40, 19_000));
});

test('property: never narrower than the binomial bounds', () => {
  const block = fc.integer({ min: 1, max: 200 }).chain((n) => fc.record({ n: fc.constant(n), k: fc.nat(n) }));
  fc.assert(
    fc.property(fc.array(block, { minLength: 1, maxLength: 60 }), (list) => {
      const n = list.reduce((sum, own) => sum + own.n, 0);
      const k = list.reduce((sum, own) => sum + own.k, 0);
      const plain = oneSidedBounds(k, n);
      const found = boundsOf(list);
      expect(found.low).toBeLessThanOrEqual(plain.low ?? 0);
      expect(found.high).toBeGreaterThanOrEqual(plain.high ?? 1);
      expect(found.low).toBeLessThanOrEqual(k / n);
      expect(found.high).toBeGreaterThanOrEqual(k / n);
    }),
  );
});

test('coverage: where a block loses 20 % once in ten, the upper bound holds in about 95 of 100 runs, the binomial in far fewer', () => {
  const random = seededRandom(11);
  const truth = 0.1 * 0.2;
  const held = { clumped: 0, plain: 0 };
  const draws = 400;
  for (let draw = 0; draw < draws; draw += 1) {
    const list = Array.from({ length: 60 }, () => {
      const bad = random() < 0.1;
      return { n: 100, k: bad ? Array.from({ length: 100 }, random).filter((u) => u < 0.2).length : 0 };
    });
    const k = list.reduce((sum, own) => sum + own.k, 0);
    if ((clumpedBounds(k, 6000, list).high ?? 1) >= truth) held.clumped += 1;
    if ((oneSidedBounds(k, 6000).high ?? 1) >= truth) held.plain += 1;
  }
  expect(held.clumped / draws).toBeGreaterThan(0.9);
  expect(held.plain / draws).toBeLessThan(0.75);
});
