import { expect, test } from 'vitest';
import { runId } from '../../../../harness/cli/run-folder/run-id.ts';

test('time first, so that names sort as times', () => {
  const early = runId(new Date('2026-11-22T17:04:48.123Z'), 'reference', 'smoke');
  expect(early).toBe('20261122T170448Z-reference-smoke');
  const late = runId(new Date('2026-11-22T17:04:49Z'), 'a', 'smoke');
  expect([late, early].sort()).toEqual([early, late]);
});

test('only letters that are safe in a path', () => {
  expect(runId(new Date(0), '../우리 Vendor!', '')).toBe('19700101T000000Z-vendor-x');
});
