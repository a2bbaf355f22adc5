import { expect, test } from 'vitest';
import { warmupFinding } from '../../../../harness/cli/orchestrator/warmup-finding.ts';

const graph = 'http://127.0.0.1:4010';
const failed = (status: number | null, error: string | null = null) => ({ status, error });
const plan = (acked: number, answered: number) => ({ injected: 300, acked, answered });

test('one answer is enough: nothing to say', () => {
  expect(warmupFinding(plan(1, 1), failed(401), 1, graph)).toBeNull();
  expect(warmupFinding({ injected: 0, acked: 0, answered: 0 }, null, 0, graph)).toBeNull();
});

test.each([401, 403])('every message refused with %i: the secret, and the run ends', (status) => {
  const finding = warmupFinding(plan(0, 0), failed(status), 0, graph);
  expect(finding?.fatal).toBe(true);
  expect(finding?.text).toContain(`refused each of 300 signed messages: HTTP ${status}`);
  expect(finding?.text).toContain('app secret');
});

test('no message accepted for another reason: said with the reason, measured all the same', () => {
  expect(warmupFinding(plan(0, 0), failed(500), 0, graph)).toEqual({
    fatal: false,
    text: 'the webhook accepted none of 300 messages: HTTP 500',
  });
  expect(warmupFinding(plan(0, 0), failed(null, 'timeout'), 0, graph)?.text).toContain('timeout');
});

test('accepted, but nothing came to the mock: the Graph base URL is the first suspect', () => {
  const finding = warmupFinding(plan(300, 0), null, 0, graph);
  expect(finding).toMatchObject({ fatal: false });
  expect(finding?.text).toContain(`does the vendor send to ${graph}?`);
  expect(warmupFinding(plan(300, 0), failed(401), 5, graph)?.text).toContain('none was answered');
});
