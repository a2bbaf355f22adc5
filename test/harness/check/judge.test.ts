import { expect, test } from 'vitest';
import { judge } from '../../../harness/check/judge.ts';
import type { ValidityOutcome } from '../../../harness/check/validity-outcome.ts';
import { verdictOf } from '../../../harness/check/verdict.ts';
import { reasonCodes } from '../../../harness/schema/codes.ts';
import type { Requirement } from '../../../harness/schema/requirement.ts';
import type { Metric, RequirementResult } from '../../../harness/schema/result.ts';
import type { RunPlan } from '../../../harness/schema/run-plan.ts';
import { emptyArtefacts } from '../support/artefacts.ts';
import { runPlan } from '../support/builders.ts';

const good: Record<string, Metric> = {
  'media.failed': { value: 0, unit: 'count', n: 100, low: null, high: null },
  'media.attempted': { value: 100, unit: 'count', n: 100, low: null, high: null },
};

function one(
  fields: Partial<Requirement>,
  options: {
    plan?: Partial<RunPlan>;
    size?: 'smoke' | 'standard' | 'full';
    metrics?: Record<string, Metric>;
    validity?: readonly ValidityOutcome[];
  } = {},
): RequirementResult | undefined {
  const requirement = { id: 'x', metric: 'media.failed', checker: 'census', ...fields };
  const base = runPlan({ size: options.size ?? 'smoke', requirements: [requirement] });
  const artefacts = { ...emptyArtefacts(), plan: { ...base, ...options.plan } };
  const metrics = new Map(Object.entries(options.metrics ?? good));
  const [result] = judge(artefacts, metrics, options.validity ?? []);
  if (result !== undefined) expect(Object.keys(reasonCodes)).toContain(result.reason.code);
  return result;
}

test('planned, measured, good: meets', () => {
  expect(one({ needs: { samples: 100 } })).toMatchObject({
    reading: 'meets',
    n: 100,
    reason: { code: 'meets' },
  });
});

test('good, but fewer samples than needed: not proven; a miss needs no more', () => {
  const metrics = { ...good, 'media.attempted': { ...(good['media.attempted'] as Metric), value: 60 } };
  expect(one({ needs: { samples: 100 } }, { metrics })).toMatchObject({
    reading: 'not-proven',
    reason: { code: 'too-few', values: { kind: 'samples', needed: 100, had: 60 } },
  });
  const missed = { ...metrics, 'media.failed': { ...(good['media.failed'] as Metric), value: 3 } };
  expect(one({ needs: { samples: 100 } }, { metrics: missed })?.reading).toBe('does-not-meet');
});

test('planned, but the scenario left nothing: not proven', () => {
  expect(one({}, { metrics: {} })).toMatchObject({ reading: 'not-proven', reason: { code: 'no-evidence' } });
});

test.each([
  [
    'more samples than smoke plans',
    { needs: { samples: 1000 } },
    {},
    'needs-size',
    { sizes: 'standard|full' },
  ],
  ['a line of bigger sizes', { sizes: ['full'] as const, needs: {} }, {}, 'needs-size', { sizes: 'full' }],
  [
    'a capability the vendor has not',
    { needs: { capability: 'search' } },
    {},
    'missing-capability',
    { capability: 'search' },
  ],
  [
    'a scenario not chosen',
    { metric: 'shift.system_errors' },
    { scenarios: [] },
    'not-selected',
    { scenario: 'shift' },
  ],
  [
    'eight hours on a time scale',
    { metric: 'shift.system_errors', needs: { hours: 8 } },
    {},
    'rehearsal',
    { sizes: 'full', hours: 8 },
  ],
] as const)('not tested: %s', (_, fields, plan, code, values) => {
  expect(one(fields as Partial<Requirement>, { plan })).toMatchObject({
    reading: 'not-tested',
    value: null,
    reason: { code, values },
  });
});

test('connection modes: api-only tests uploads, not the rush; ui-only and field are never a verdict', () => {
  const vendor = (connectionMode: RunPlan['vendor']['connectionMode']) => ({
    vendor: { ...runPlan().vendor, connectionMode },
  });
  expect(one({}, { plan: vendor('api-only') })?.reading).toBe('meets');
  expect(one({ metric: 'rush.lost' }, { plan: vendor('api-only') })?.reason).toEqual({
    code: 'connection-mode',
    values: { mode: 'api-only' },
  });
  for (const mode of ['ui-only', 'field'] as const)
    expect(one({}, { plan: vendor(mode) })?.reading).toBe('not-tested');
});

test("smoke's own lines are no part of a standard run", () => {
  expect(one({ sizes: ['smoke'] }, { size: 'standard' })).toBeUndefined();
});

test('a broken measurement of the scenario neither praises nor blames; another scenario’s does not matter', () => {
  const broken = (scenario: 'media' | 'rush'): ValidityOutcome => ({
    check: {
      id: 'lateness',
      value: 99,
      limit: 50,
      unit: 'ms',
      state: 'failed',
      moves: 'both',
      cause: { code: 'lateness', values: {} },
    },
    scenarios: [scenario],
  });
  expect(one({}, { validity: [broken('media')] })).toMatchObject({
    reading: 'not-proven',
    reason: { code: 'invalid', values: { check: 'lateness' } },
  });
  expect(one({}, { validity: [broken('rush')] })?.reading).toBe('meets');
});

const line = (id: string, reading: RequirementResult['reading'], level: 'must' | 'should' = 'must') =>
  ({ id, reading, level }) as RequirementResult;

test.each([
  ['pass', 0, [line('a', 'meets'), line('b', 'meets-narrowly'), line('c', 'not-tested')], 'valid'],
  ['fail', 1, [line('a', 'does-not-meet'), line('b', 'not-proven')], 'valid'],
  ['open', 2, [line('a', 'meets'), line('b', 'not-proven')], 'valid-with-warnings'],
  ['open', 2, [line('a', 'not-tested')], 'valid'],
  ['pass', 0, [line('a', 'meets'), line('b', 'does-not-meet', 'should')], 'valid'],
  ['invalid', 3, [line('a', 'meets')], 'invalid'],
] as const)('verdict %s, exit %d', (outcome, exitCode, requirements, validity) => {
  expect(verdictOf(requirements, validity)).toMatchObject({ outcome, exitCode });
});

test('the verdict counts judged must-haves and names the rest', () => {
  const requirements = [
    line('a', 'meets'),
    line('b', 'does-not-meet'),
    line('c', 'not-tested'),
    line('d', 'not-proven'),
    line('e', 'meets', 'should'),
  ];
  expect(verdictOf(requirements, 'valid')).toEqual({
    outcome: 'fail',
    reading: 'does-not-meet',
    exitCode: 1,
    mustHaves: 3,
    missed: ['b'],
    unproven: ['d'],
    notTested: ['c'],
  });
});
