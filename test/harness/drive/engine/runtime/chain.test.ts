import { expect, test } from 'vitest';
import { createChain, expectedMsOf } from '../../../../../harness/drive/engine/runtime/chain.ts';

test('a later step is intended when the earlier one was expected to be over, however long it took', () => {
  const chain = createChain();
  chain.begin(1000);
  const first = chain.start(1002, 50);
  expect(first.intendedMs).toBe(1000);
  // It took 700 instead of 50: the next one is 652 late, and that is what its response must hold.
  first.end();
  const second = chain.start(1702, 30);
  expect(second).toMatchObject({ startMs: 1702, intendedMs: 1050 });
  second.end();
  expect(chain.start(1740, null).intendedMs).toBe(1080);
});

test('without an expectation the intended start of what follows is unknown, to the end of the iteration', () => {
  const chain = createChain();
  chain.begin(0);
  chain.start(0, null).end();
  const second = chain.start(10, 20);
  expect(second.intendedMs).toBeNull();
  second.end();
  expect(chain.start(40, 20).intendedMs).toBeNull();
  chain.begin(100);
  expect(chain.start(101, null).intendedMs).toBe(100);
});

test('steps side by side share an intended start; the longest expectation counts', () => {
  const chain = createChain();
  chain.begin(0);
  const [a, b] = [chain.start(0, 10), chain.start(1, 40)];
  expect(b.intendedMs).toBe(0);
  b.end();
  a.end();
  expect(chain.start(50, null).intendedMs).toBe(40);
  chain.begin(0);
  const [c, d] = [chain.start(0, 10), chain.start(1, null)];
  c.end();
  d.end();
  expect(chain.start(50, 1).intendedMs).toBeNull();
});

test('a closed loop intends nothing', () => {
  const chain = createChain();
  chain.begin(null);
  const step = chain.start(5, 10);
  expect(step.intendedMs).toBeNull();
  step.end();
  expect(chain.start(20, 10).intendedMs).toBeNull();
});

test('a step that outlives its iteration leaves the next one alone', () => {
  const chain = createChain();
  chain.begin(0);
  const old = chain.start(0, 10);
  chain.begin(100);
  const first = chain.start(100, 5);
  old.end();
  expect(chain.start(103, null).intendedMs).toBe(100);
  first.end();
});

test('the tag must be a number of at least 0', () => {
  expect(expectedMsOf({ sp_expected_ms: '12.5' })).toBe(12.5);
  expect(expectedMsOf({ sp_expected_ms: 0 })).toBe(0);
  for (const value of ['', 'soon', -1, Number.POSITIVE_INFINITY])
    expect(expectedMsOf({ sp_expected_ms: value }), String(value)).toBeNull();
  expect(expectedMsOf({})).toBeNull();
  expect(expectedMsOf(null)).toBeNull();
});
