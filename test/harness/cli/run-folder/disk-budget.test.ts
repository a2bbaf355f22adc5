import { expect, test } from 'vitest';
import { diskBudget } from '../../../../harness/cli/run-folder/disk-budget.ts';
import { coreScenarios, scenarioIds } from '../../../../harness/schema/run-plan.ts';

test('the sum is the parts', () => {
  const { runBytes, dataBytes, totalBytes } = diskBudget('standard', coreScenarios);
  expect(totalBytes).toBe(runBytes + dataBytes);
});

test('1,000 files of 459 KB stored twice are in the vendor data', () => {
  const without = diskBudget('standard', ['rush']).dataBytes;
  expect(diskBudget('standard', ['rush', 'media']).dataBytes - without).toBe(1000 * 459_000 * 2);
});

test('a million past messages at 600 bytes are in the vendor data', () => {
  const without = diskBudget('standard', ['rush']).dataBytes;
  expect(diskBudget('standard', ['rush', 'search']).dataBytes - without).toBe(600_000_000);
});

test('more work never needs less', () => {
  const sizes = (['smoke', 'standard', 'full'] as const).map(
    (size) => diskBudget(size, scenarioIds).totalBytes,
  );
  expect(sizes).toEqual([...sizes].sort((a, b) => a - b));
});

test('a full run stays below the 1 GB that an 8-hour record may take', () => {
  expect(diskBudget('full', coreScenarios).runBytes).toBeLessThan(1e9);
});
