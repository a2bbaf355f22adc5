import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDuration } from '../../../../../harness/drive/engine/options/duration.ts';
import { parseOptions } from '../../../../../harness/drive/engine/options/parse-options.ts';

test('two mistakes give two messages, with field, value and fix', () => {
  const { problems } = parseOptions(
    {
      scenarios: { a: { executor: 'constant-arrival-rate', rate: 0, duration: 'soon', preAllocatedVUs: 1 } },
    },
    {},
  );
  expect(problems).toHaveLength(2);
  expect(problems[0]).toContain('scenarios.a.rate: 0');
  expect(problems[1]).toContain('scenarios.a.duration: "soon"');
});

test('an unknown executor is refused with the ones there are', () => {
  expect(parseOptions({ scenarios: { a: { executor: 'fast' } } }, {}).problems[0]).toContain(
    'must be one of constant-vus, ramping-vus,',
  );
});

test('stages: every mistake in every stage is named', () => {
  const ramp = { executor: 'ramping-arrival-rate', preAllocatedVUs: 1 };
  const stages = [{ duration: 'soon', target: 1 }, { target: -1 }, 5, { duration: '1s', target: 2, rate: 3 }];
  expect(parseOptions({ scenarios: { a: { ...ramp, startRate: -2, stages } } }, {}).problems).toEqual([
    'scenarios.a.startRate: -2: must be a whole number of at least 0',
    `scenarios.a.stages[0].duration: "soon": must be a duration like '1m30s' of at least 0 ms`,
    `scenarios.a.stages[1].duration: missing: give a duration, e.g. '30s'`,
    'scenarios.a.stages[1].target: -1: must be a whole number of at least 0',
    'scenarios.a.stages[2]: 5: must be {duration, target}',
    'scenarios.a.stages[3].rate: unknown field for this executor',
  ]);
  for (const none of [undefined, [], {}])
    expect(parseOptions({ scenarios: { a: { ...ramp, stages: none } } }, {}).problems).toEqual([
      "scenarios.a.stages: must be a list of at least one {duration: '30s', target: 10}",
    ]);
  expect(
    parseOptions(
      { scenarios: { a: { executor: 'ramping-vus', startVUs: 0, stages: [{ duration: '1s', target: 0 }] } } },
      {},
    ).problems,
  ).toEqual(['scenarios.a: startVUs or the target of a stage must be above 0']);
});

test('a field of another executor is refused', () => {
  const { problems } = parseOptions(
    { scenarios: { a: { executor: 'constant-vus', duration: '1s', iterations: 3 } } },
    {},
  );
  expect(problems).toEqual(['scenarios.a.iterations: unknown field for this executor']);
});

test('shortcuts become scenarios as in k6', () => {
  const executors = (options: Record<string, unknown>) =>
    parseOptions(options, {}).options.scenarios.map(({ executor }) => executor);
  expect(executors({})).toEqual(['per-vu-iterations']);
  expect(executors({ vus: 2, duration: '3s' })).toEqual(['constant-vus']);
  expect(executors({ vus: 2, iterations: 3 })).toEqual(['shared-iterations']);
  expect(
    parseOptions({ vus: 4, stages: [{ duration: '2s', target: 9 }] }, {}).options.scenarios,
  ).toMatchObject([
    {
      executor: 'ramping-vus',
      startVUs: 4,
      stages: [{ durationMs: 2000, target: 9 }],
      gracefulRampDownMs: 30_000,
    },
  ]);
});

test('overrides of duration or iterations replace the scenarios of the script', () => {
  const script = { scenarios: { a: { executor: 'per-vu-iterations', vus: 7 } } };
  const { options } = parseOptions(script, { vus: 2, iterations: 9 });
  expect(options.scenarios).toMatchObject([
    { name: 'default', executor: 'shared-iterations', vus: 2, iterations: 9 },
  ]);
  expect(parseOptions(script, { vus: 2 }).options.scenarios).toMatchObject([{ name: 'a', vus: 7 }]);
});

test('durations: every sum of units is read back', () => {
  fc.assert(
    fc.property(fc.nat(99), fc.nat(59), fc.nat(59), fc.nat(999), (h, m, s, ms) => {
      expect(parseDuration(`${h}h${m}m${s}s${ms}ms`)).toBe(((h * 60 + m) * 60 + s) * 1000 + ms);
    }),
  );
  expect(parseDuration('1.5s')).toBe(1500);
  expect(parseDuration(250)).toBe(250);
  expect(parseDuration('1x')).toBeNull();
  expect(parseDuration('')).toBeNull();
});
