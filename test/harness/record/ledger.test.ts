import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fateOf, ledgerFold } from '../../../harness/record/ledger-fold.ts';
import type { AskLine, PlanEnded } from '../../../mock-whatsapp/contract/events.ts';

const deadlineUs = 10_000_000;

function line(fields: Partial<AskLine>): AskLine {
  const envelope = { v: 1, kind: 'ask', run: 'r', src: 'mock', seq: 0, mono_ns: 0, wall_ms: 0 } as const;
  return {
    ...envelope,
    p: 'rush',
    i: 0,
    c: 0,
    n: 0,
    due: 0,
    inj: 0,
    ack: 1,
    ans: 2,
    k: 1,
    att: 1,
    ...fields,
  };
}

function ended(fields: Partial<PlanEnded>): PlanEnded {
  const envelope = {
    v: 1,
    kind: 'plan.ended',
    run: 'r',
    src: 'mock',
    seq: 0,
    mono_ns: 0,
    wall_ms: 0,
  } as const;
  const counts = { planned: 10, dropped: 0, injected: 10, answered: 10, loadEndUs: 1e6, drainEndUs: 4e6 };
  return { ...envelope, plan: 'rush', reason: 'drained', ...counts, ...fields };
}

test.each([
  ['answered', {}],
  ['answered', { ans: deadlineUs }],
  ['late', { ans: deadlineUs + 1 }],
  ['late', { due: -1, ans: deadlineUs }],
  ['lost', { ans: null, k: 0 }],
  ['undelivered', { ans: null, k: 0, ack: null }],
  ['dropped', { inj: null, ack: null, ans: null, k: 0 }],
  // The vendor's unanswered webhooks held it back to the end: not our failure.
  ['undelivered', { inj: null, ack: null, ans: null, k: 0, wait: 5 }],
] as const)('%s: %o', (fate, fields) => {
  expect(fateOf(line(fields), deadlineUs, ended({}))).toBe(fate);
});

test('a stopped plan: what it never came to, or cut off within its deadline, is outside the account', () => {
  const stopped = ended({ reason: 'stopped', loadEndUs: 5e6, drainEndUs: 5e6 });
  const unanswered = { ans: null, k: 0 };
  expect(fateOf(line({ due: 6e6, inj: null, ...unanswered }), deadlineUs, stopped)).toBe('not-reached');
  expect(fateOf(line({ due: 4e6, inj: 4e6, ...unanswered }), deadlineUs, stopped)).toBe('not-reached');
  expect(fateOf(line({ due: 4e6, inj: null, ack: null, ...unanswered }), deadlineUs, stopped)).toBe(
    'dropped',
  );
  const later = ended({ reason: 'stopped', loadEndUs: 50e6, drainEndUs: 50e6 });
  expect(fateOf(line({ due: 4e6, inj: 4e6, ...unanswered }), deadlineUs, later)).toBe('lost');
});

test('missing lines are unknown; those the mock says it never injected are dropped', () => {
  const fold = ledgerFold();
  for (let i = 0; i < 7; i += 1) fold.add(line({ i }), 'answered');
  const ledger = fold.finish(10, 0, ended({ planned: 10, dropped: 1, injected: 9 }));
  expect(ledger).toMatchObject({ planned: 10, dropped: 1, sent: 9, answered: 7, unknown: 2 });
});

test('a plan stopped after 8 of 10 asks: two were never due', () => {
  const fold = ledgerFold();
  for (let i = 0; i < 8; i += 1) fold.add(line({ i }), 'answered');
  const ledger = fold.finish(10, 0, ended({ reason: 'stopped', planned: 8, injected: 8 }));
  expect(ledger).toMatchObject({ planned: 8, sent: 8, answered: 8, unknown: 0, notReached: 2 });
});

test('duplicates, wrong, holding, reordered and fifo stand outside the sum', () => {
  const fold = ledgerFold();
  fold.add(line({ k: 3 }), 'answered');
  fold.add(line({ k: 2 }), 'answered');
  fold.add(line({ k: 1, wrong: 2, hold: 4, reord: true, fifo: true }), 'late');
  expect(fold.finish(3, 5, null)).toEqual({
    planned: 3,
    dropped: 0,
    sent: 3,
    answered: 2,
    late: 1,
    lost: 0,
    undelivered: 0,
    unknown: 0,
    notReached: 0,
    duplicated: 2,
    extraAnswers: 3,
    wrong: 2,
    holding: 4,
    unexpected: 5,
    reordered: 1,
    fifo: 1,
  });
});

test('the identity holds whatever the lines, the announced number and the mock’s own counts', () => {
  const time = fc.option(fc.integer({ min: 0, max: 30_000_000 }), { nil: null });
  const asks = fc.array(
    fc.record({
      due: fc.nat(20_000_000),
      inj: time,
      ack: time,
      ans: time,
      k: fc.nat(3),
      wait: fc.option(fc.nat(5), { nil: undefined }),
    }),
    { maxLength: 50 },
  );
  const end = fc.record({
    reason: fc.constantFrom('drained', 'timeout', 'stopped'),
    planned: fc.nat(60),
    dropped: fc.nat(20),
    injected: fc.nat(60),
    loadEndUs: fc.nat(20_000_000),
    drainEndUs: fc.nat(40_000_000),
  });
  fc.assert(
    fc.property(asks, fc.nat(30), fc.option(end, { nil: null }), (lines, extra, fields) => {
      const told = fields === null ? null : ended(fields as Partial<PlanEnded>);
      const fold = ledgerFold();
      for (const fieldsOf of lines) {
        const ask = line(fieldsOf);
        fold.add(ask, fateOf(ask, deadlineUs, told));
      }
      const announced = Math.max(lines.length + extra, told?.planned ?? 0);
      const ledger = fold.finish(announced, 0, told);
      const { answered, late, lost, undelivered, unknown } = ledger;
      expect(ledger.planned).toBe(ledger.dropped + ledger.sent);
      expect(ledger.sent).toBe(answered + late + lost + undelivered + unknown);
      expect(ledger.planned + ledger.notReached).toBe(announced);
      for (const count of Object.values(ledger)) expect(count).toBeGreaterThanOrEqual(0);
    }),
  );
});
