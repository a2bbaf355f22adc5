import { expect, test } from 'vitest';
import {
  apiSizes,
  campaignGapMs,
  campaignSizes,
  mediaFiles,
  orderGapMs,
  orderSizes,
  rushSizes,
  scenarioPlan,
  searchSizes,
  shiftSizes,
} from '../../harness/schema/size-plan.ts';
import * as scenarios from '../../scenarios/lib/sizes.ts';

const sizes = ['smoke', 'standard', 'full'] as const;

test('scenarios and harness plan the same work', () => {
  expect(scenarios.mediaFiles).toEqual(mediaFiles);
  expect(scenarios.campaignSizes).toEqual(campaignSizes);
  expect(scenarios.campaignGapMs).toBe(campaignGapMs);
  expect(scenarios.orderSizes).toEqual(orderSizes);
  expect(scenarios.orderGapMs).toBe(orderGapMs);
  for (const size of sizes) {
    const { steadyFromMs: _, ...rush } = rushSizes[size];
    expect(scenarios.rushSizes[size]).toEqual(rush);
    expect(scenarios.apiSizes[size]).toEqual(apiSizes[size]);
    const { stores: _stores, ...searches } = searchSizes[size];
    expect(scenarios.searchSizes[size]).toEqual(searches);
    const { thinkMs, ...shift } = scenarios.shiftSizes[size];
    expect(shift).toEqual(shiftSizes[size]);
    expect(thinkMs[0]).toBeLessThanOrEqual(thinkMs[1]);
  }
});

test('agents have time: thinking takes at most half of what an operation has', () => {
  for (const size of sizes) {
    const { operationsPerAgentHour, timeScale, thinkMs } = scenarios.shiftSizes[size];
    const operationMs = 3_600_000 / timeScale / operationsPerAgentHour;
    expect(thinkMs[1]).toBeLessThanOrEqual(operationMs / 2);
  }
});

test('campaign and orders take four minutes together at standard; only smoke plays a compressed hour', () => {
  const minutes = scenarioPlan('campaign', 'standard').minutes + scenarioPlan('orders', 'standard').minutes;
  expect(minutes).toBeLessThan(4);
  // 300/h: 4 orders in 48 s, 800/h: 8 in 36 s, 3,600/h: 20 s, 14,400/h: 15 s, 28,800/h: 10 s; four gaps of 1 s.
  expect(scenarioPlan('orders', 'standard').minutes * 60).toBeCloseTo(133);
  expect(sizes.map((size) => scenarioPlan('orders', size).timeScale)).toEqual([60, 1, 1]);
  for (const { timeScale, steps } of sizes.map((size) => orderSizes[size]))
    for (const { ratePerHour } of steps) expect(Number.isInteger(ratePerHour * timeScale)).toBe(true);
});
