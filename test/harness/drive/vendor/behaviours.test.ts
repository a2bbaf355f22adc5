import { expect, test } from 'vitest';
import { parseManifest } from '../../../../harness/drive/vendor/read-manifest.ts';
import { StormproofError } from '../../../../harness/schema/errors.ts';

const head = `id: acme
name: Acme
version: '3'
connectionMode: full
capabilities: [reply]
webhookUrl: http://127.0.0.1:4020/webhook
`;

function problems(behaviours: string, more = ''): readonly string[] {
  try {
    parseManifest(`${head}${more}behaviours:\n${behaviours}`, 'vendor.yaml');
  } catch (error) {
    if (error instanceof StormproofError) return error.problems;
    throw error;
  }
  return [];
}

test('every kind in its plainest form is accepted', () => {
  const lines = [
    '{kind: delay, size: {ms: 1}}',
    '{kind: delay, size: {uniform: [1, 2]}, at: webhook}',
    '{kind: delay, size: {bimodal: [1, 200], share: 0.1}, at: agent}',
    '{kind: delay, size: {lognormal: {medianMs: 80, sigma: 0.8, maxMs: 5000}}, at: search}',
    '{kind: drift, size: {fromMs: 1200, toMs: 8500, within: 0.1667}, touches: [rush.response]}',
    '{kind: stall, size: {ms: 1}}',
    '{kind: cap, size: {perSec: 200}}',
    '{kind: drop, size: {every: 50}}',
    '{kind: duplicate, size: {every: 50}}',
    '{kind: fail-after, size: {status: 503}, onset: 0.7, touches: [media]}',
    '{kind: error-share, size: {ratio: 0.008, status: 500}}',
    '{kind: wrong-field, size: {ratio: 0.05}}',
    '{kind: crash-above, size: {perHour: 300, windowMs: 60000, downMs: 30000}}',
    '{kind: crash-above, size: {perHour: 300, windowMs: 60000, downMs: 30000}, at: order}',
    '{kind: dropped-index, size: {index: messages_wamid}}',
    '{kind: leaking-queue, size: {bytesPerMessage: 1000}}',
    '{kind: no-idempotency}',
    '{kind: memory-state, size: {flushMs: 300}}',
    '{kind: first-of-batch}',
    '{kind: rejects-failed}',
    '{kind: no-fencing, size: {afterSends: 200, pauseMs: 3000}}',
    '{kind: slow-restart, size: {downMs: 15000}}',
  ];
  expect(problems(lines.map((line) => `  - ${line}\n`).join(''))).toEqual([]);
});

test('every mistake at once, each with its line and what to do', () => {
  const found = problems(`  - {kind: telepathy, size: {ms: 1}}
  - {kind: delay, size: {ms: 0}}
  - {kind: stall, size: {ms: 5}, onset: 1.5}
  - {kind: drop, size: {every: 5}, tolerance: 0}
  - {kind: error-share, size: {ratio: 1.2, status: 200}}
  - {kind: wrong-field, size: {ratio: 0.1}, at: upload}
  - {kind: duplicate, size: {every: 5}, touches: [weather]}
`);
  const told = found.join('\n');
  expect(told).toMatch(/line 8: behaviours\.0.*: unknown kind "telepathy"; one of delay, drift/);
  expect(told).toMatch(/line 9: behaviours\.1\.size.*above 0 ms/);
  expect(told).toMatch(/line 10: behaviours\.2\.onset: must be a share, 0 to 1/);
  expect(told).toMatch(/line 11: behaviours\.3\.tolerance: must be above 0/);
  expect(told).toMatch(/line 12: behaviours\.4\.size\.ratio: must be at most 1/);
  expect(told).toMatch(/line 12: behaviours\.4\.size\.status: must be an error status/);
  expect(told).toMatch(/line 13: behaviours\.5\.at: wrong-field can't act at upload; one of field/);
  expect(told).toMatch(/line 14: behaviours\.6\.touches\.0: must be a scenario/);
  expect(found).toHaveLength(8);
});

test('a drop of everything leaves nothing to double', () => {
  const found = problems('  - {kind: drop, size: {every: 1}}\n  - {kind: duplicate, size: {every: 10}}\n');
  expect(found).toEqual([
    expect.stringMatching(/line 9: behaviours\.1: behaviours\.0 \(drop\) leaves nothing for duplicate/),
  ]);
  // At another place, or after the other has had its time, both act.
  expect(
    problems('  - {kind: drop, size: {every: 1}, onset: 0.5}\n  - {kind: duplicate, size: {every: 10}}\n'),
  ).toEqual([]);
});

test('two stalls that overlap are one', () => {
  const stalls = (second: number) =>
    `  - {kind: stall, size: {ms: 3000}, onset: 0.1}\n  - {kind: stall, size: {ms: 3000}, onset: ${second}}\n`;
  const planned = 'settings: {planned: {answers: 1000, ms: 20000}}\n';
  // 0.1 · 20 s + 3 s = 5 s: 0.2 begins at 4 s, 0.25 at 5 s.
  expect(problems(stalls(0.2), planned)).toEqual([
    expect.stringMatching(/behaviours\.1: overlaps behaviours\.0 \(stall\)/),
  ]);
  expect(problems(stalls(0.25), planned)).toEqual([]);
  expect(problems(stalls(0.1))).toHaveLength(1);
});
