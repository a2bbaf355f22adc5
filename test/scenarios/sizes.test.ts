import { expect, test } from 'vitest';
import { apiSizes, mediaFiles, rushSizes, searchSizes, shiftSizes } from '../../harness/schema/size-plan.ts';
import * as scenarios from '../../scenarios/lib/sizes.ts';

const sizes = ['smoke', 'standard', 'full'] as const;

test('scenarios and harness plan the same work', () => {
  expect(scenarios.mediaFiles).toEqual(mediaFiles);
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
