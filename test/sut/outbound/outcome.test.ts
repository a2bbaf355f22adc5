import { expect, test } from 'vitest';
import { outcomeOf, outcomeOfError } from '../../../sut/outbound/outcome.ts';

const error = (code: number) => JSON.stringify({ error: { message: 'm', type: 'OAuthException', code } });

test.each([
  ['accepted', 200, '{"messages":[{"id":"wamid.X"}]}', undefined, { kind: 'sent', wamid: 'wamid.X' }],
  ['200 without an id', 200, '{}', undefined, { kind: 'unknown' }],
  ['number rate', 400, error(130429), undefined, { kind: 'throttled', code: 130429, retryAfterMs: null }],
  ['number rate as 429', 429, error(130429), '2', { kind: 'throttled', code: 130429, retryAfterMs: 2_000 }],
  ['429 of a proxy', 429, 'slow down', '1', { kind: 'throttled', code: 429, retryAfterMs: 1_000 }],
  ['pair rate', 400, error(131056), undefined, { kind: 'pair-limited' }],
  ['pair rate as 429', 429, error(131056), undefined, { kind: 'pair-limited' }],
  ['Meta’s own trouble', 500, error(131000), undefined, { kind: 'retry', error: '131000' }],
  ['undeliverable', 400, error(131026), undefined, { kind: 'permanent', error: '131026' }],
  ['window closed', 400, error(131047), undefined, { kind: 'permanent', error: '131047' }],
  ['bad token', 401, error(190), undefined, { kind: 'permanent', error: '190' }],
  ['gateway time-out', 504, '<html>', undefined, { kind: 'unknown', error: 'HTTP 504' }],
  ['not found', 404, '<html>', undefined, { kind: 'permanent', error: 'HTTP 404' }],
] as const)('%s', (_name, status, body, retryAfter, expected) => {
  expect(outcomeOf(status, body, retryAfter)).toMatchObject(expected);
});

test('a broken transport is undecidable only once bytes may have left', () => {
  const broken = Object.assign(new Error('x'), { code: 'ECONNRESET' });
  expect(outcomeOfError(broken, true)).toEqual({ kind: 'unknown', error: 'ECONNRESET' });
  expect(outcomeOfError(broken, false)).toEqual({ kind: 'retry', error: 'ECONNRESET' });
});
