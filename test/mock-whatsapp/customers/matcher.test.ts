import { describe, expect, test } from 'vitest';
import { type MatchView, matchReply } from '../../../mock-whatsapp/customers/matcher.ts';

/** Two open asks of one customer: #1 (nonce 2b0001) and #2 (2b0002); #0 (2b0000) is answered; #9 is somebody else's. */
const nonces: Readonly<Record<string, { ask: number; own: boolean }>> = {
  '2b0000': { ask: 0, own: true },
  '2b0001': { ask: 1, own: true },
  '2b0002': { ask: 2, own: true },
  '2b0009': { ask: 9, own: false },
};
const base: MatchView<number> = {
  matcher: 'echo',
  expect: 'code',
  code: 'MINE-1',
  isForeignCode: (word) => word === 'YOURS-2',
  byNonce: (word) => nonces[word] ?? null,
  byMessageId: (id) => (id === 'm1' ? 1 : id === 'm2' ? 2 : id === 'm0' ? 0 : null),
  isAnswered: (ask) => ask === 0,
  oldestOpen: 1,
  lastAnswered: 0,
};
const noOpen: Partial<MatchView<number>> = { oldestOpen: null };
const nothing: Partial<MatchView<number>> = { oldestOpen: null, lastAnswered: null };

type Row = [string, Partial<MatchView<number>>, string, string | null, object];

describe.each<[string, Row[]]>([
  [
    'echo, code planted',
    [
      [
        'own code: the oldest open ask, by order',
        {},
        'code: MINE-1.',
        null,
        { kind: 'answer', ask: 1, fifo: true },
      ],
      ['own code beside Korean', {}, '코드는MINE-1입니다', null, { kind: 'answer', ask: 1, fifo: true }],
      ['quoted context names the ask', {}, 'MINE-1', 'm2', { kind: 'answer', ask: 2, fifo: false }],
      ['the nonce names the ask', {}, 'MINE-1 for 2b0002', null, { kind: 'answer', ask: 2, fifo: false }],
      ['context before nonce', {}, 'MINE-1 for 2b0001', 'm2', { kind: 'answer', ask: 2, fifo: false }],
      ['context of an answered ask: duplicate', {}, 'MINE-1', 'm0', { kind: 'duplicate', ask: 0 }],
      [
        'no open ask: duplicate of the newest answered',
        noOpen,
        'MINE-1',
        null,
        { kind: 'duplicate', ask: 0 },
      ],
      ['no ask at all', nothing, 'MINE-1', null, { kind: 'no-ask' }],
      [
        'no code: holding, booked on the oldest open',
        {},
        'we received your message',
        null,
        { kind: 'holding', ask: 1 },
      ],
      [
        'nonce without the code: holding on that ask',
        {},
        'about 2b0002: please wait',
        null,
        { kind: 'holding', ask: 2 },
      ],
      ['holding reply without an ask', nothing, 'welcome', null, { kind: 'no-ask' }],
      ['a code inside a longer word is not the code', {}, 'MINE-12', null, { kind: 'holding', ask: 1 }],
      ['somebody else’s code', {}, 'YOURS-2', null, { kind: 'wrong', ask: 1 }],
      ['both codes: wrong', {}, 'MINE-1 YOURS-2', 'm2', { kind: 'wrong', ask: 2 }],
      ['wrong without an ask', nothing, 'YOURS-2', null, { kind: 'wrong', ask: null }],
      [
        'an unknown context falls back to order',
        {},
        'MINE-1',
        'elsewhere',
        { kind: 'answer', ask: 1, fifo: true },
      ],
    ],
  ],
  [
    'echo, nonce',
    [
      ['own nonce', { expect: 'nonce' }, 'done 2b0002', null, { kind: 'answer', ask: 2, fifo: false }],
      ['nonce of an answered ask', { expect: 'nonce' }, 'done 2b0000', null, { kind: 'duplicate', ask: 0 }],
      ['the code alone', { expect: 'nonce' }, 'MINE-1', null, { kind: 'holding', ask: 1 }],
      ['somebody else’s nonce', { expect: 'nonce' }, 'done 2b0009', null, { kind: 'wrong', ask: 1 }],
      [
        'no code planted: the nonce counts',
        { code: null },
        'done 2b0001',
        null,
        { kind: 'answer', ask: 1, fifo: false },
      ],
      ['no code planted, no nonce', { code: null }, 'hello', null, { kind: 'holding', ask: 1 }],
    ],
  ],
  [
    'context',
    [
      ['quoted', { matcher: 'context' }, 'anything', 'm2', { kind: 'answer', ask: 2, fifo: false }],
      ['quoted again', { matcher: 'context' }, 'anything', 'm0', { kind: 'duplicate', ask: 0 }],
      ['not quoted', { matcher: 'context' }, 'MINE-1', null, { kind: 'holding', ask: 1 }],
      ['quoted, somebody else’s code', { matcher: 'context' }, 'YOURS-2', 'm2', { kind: 'wrong', ask: 2 }],
    ],
  ],
  [
    'single-open',
    [
      [
        'any reply answers the open ask',
        { matcher: 'single-open' },
        'ok',
        null,
        { kind: 'answer', ask: 1, fifo: true },
      ],
      [
        'after the answer: duplicate',
        { matcher: 'single-open', ...noOpen },
        'ok',
        null,
        { kind: 'duplicate', ask: 0 },
      ],
      ['no ask', { matcher: 'single-open', ...nothing }, 'ok', null, { kind: 'no-ask' }],
      ['somebody else’s code', { matcher: 'single-open' }, 'YOURS-2', null, { kind: 'wrong', ask: 1 }],
    ],
  ],
])('%s', (_matcher, rows) => {
  test.each(rows)('%s', (_name, view, text, contextId, expected) => {
    expect(matchReply({ text, contextId }, { ...base, ...view })).toEqual(expected);
  });
});
