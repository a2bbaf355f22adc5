import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BehaviourSpec } from '../../../../vendors/contract/behaviours.ts';
import { workToTell } from '../../../../vendors/kit/behaviours/begin-work.ts';
import { composeBehaviours } from '../../../../vendors/kit/behaviours/compose.ts';
import { createPlanter } from '../../../../vendors/kit/behaviours/planter.ts';

const planned = { answers: 1000, ms: 20_000 };
const always = { onset: 0, tolerance: 0.02 };

/** `n` answers, evenly spread over the planned time. */
function run(specs: readonly BehaviourSpec[], n = planned.answers, seed = 1) {
  const decide = composeBehaviours(specs, planned, seed);
  return Array.from({ length: n }, (_, ordinal) =>
    decide({ ordinal, elapsedMs: (ordinal * planned.ms) / n }),
  );
}

function quantile(values: readonly number[], p: number): number {
  return [...values].sort((a, b) => a - b)[Math.ceil(p * values.length) - 1] ?? Number.NaN;
}

describe('delay by a distribution', () => {
  const draw = (size: Extract<BehaviourSpec, { kind: 'delay' }>['size'], n = 20_000) =>
    run([{ kind: 'delay', size, ...always }], n).map(({ holdMs }) => holdMs);

  test('uniform: within the range, mean in its middle', () => {
    const holds = draw({ uniform: [1700, 2300] });
    expect(Math.min(...holds)).toBeGreaterThanOrEqual(1700);
    expect(Math.max(...holds)).toBeLessThanOrEqual(2300);
    // Standard error of the mean: 600 / sqrt(12 · 20 000) = 1.2 ms.
    expect(holds.reduce((sum, hold) => sum + hold, 0) / holds.length).toBeCloseTo(2000, -1);
  });

  test('bimodal: the share of the second time, and nothing else', () => {
    const holds = draw({ bimodal: [20, 500], share: 0.1 });
    expect(new Set(holds)).toEqual(new Set([20, 500]));
    // 2 000 of 20 000; standard deviation 42.
    expect(Math.abs(holds.filter((hold) => hold === 500).length - 2000)).toBeLessThan(200);
  });

  test('log-normal: quantiles as the formula says, cut off at the top', () => {
    const holds = draw({ lognormal: { medianMs: 80, sigma: 0.8, maxMs: 1000 } });
    expect(quantile(holds, 0.5) / 80).toBeCloseTo(1, 1);
    // exp(ln 80 + 0.8 · 1.2816) = 223.
    expect(quantile(holds, 0.9) / 223).toBeCloseTo(1, 1);
    expect(Math.max(...holds)).toBe(1000);
  });

  test('the same seed holds the same, another seed another way', () => {
    const spec: BehaviourSpec = { kind: 'delay', size: { uniform: [0, 1000] }, ...always };
    expect(run([spec], 50, 7)).toEqual(run([spec], 50, 7));
    expect(run([spec], 50, 7)).not.toEqual(run([spec], 50, 8));
  });
});

test('drift: 1.2 s at the begin, half way up after a twelfth, 8.5 s from the sixth on', () => {
  const size = { fromMs: 1200, toMs: 8500, within: 1 / 6 };
  const holds = run([{ kind: 'drift', size, ...always }], 1200).map(({ holdMs }) => holdMs);
  expect(holds[0]).toBe(1200);
  expect(holds[100]).toBeCloseTo((1200 + 8500) / 2, 6);
  expect(holds[200]).toBeCloseTo(8500, 6);
  expect(holds[1199]).toBe(8500);
});

test('cap: below its rate nothing waits; above it the k-th waits k · (1/cap − 1/rate)', () => {
  const waits = (perSec: number) =>
    run([{ kind: 'cap', size: { perSec }, ...always }]).map(({ holdMs }) => holdMs);
  expect(Math.max(...waits(100))).toBe(0);
  // 50 a second come, 40 leave: 25 ms a piece against 20.
  waits(40).forEach((waited, k) => {
    expect(waited).toBeCloseTo(k * 5, 6);
  });
});

test('fail-after 0.7: the first 700 of 1,000 pass, all others get the status', () => {
  const status = run([{ kind: 'fail-after', size: { status: 503 }, onset: 0.7, tolerance: 0.02 }]).map(
    (decision) => decision.status ?? 200,
  );
  expect(status.slice(0, 700)).toEqual(Array(700).fill(200));
  expect(status.slice(700)).toEqual(Array(300).fill(503));
});

describe('shares', () => {
  test('error-share and wrong-field: exactly floor(n · ratio), evenly spread', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 500 }), (percent, n) => {
        const ratio = percent / 100;
        const failed = run([{ kind: 'error-share', size: { ratio, status: 500 }, ...always }], n);
        const wrong = run([{ kind: 'wrong-field', size: { ratio }, ...always }], n);
        const expected = Math.floor((n * percent) / 100);
        expect(failed.filter(({ status }) => status === 500)).toHaveLength(expected);
        expect(wrong.filter(({ altered }) => altered)).toHaveLength(expected);
      }),
    );
  });

  test('5 % is every 20th', () => {
    const wrong = run([{ kind: 'wrong-field', size: { ratio: 0.05 }, ...always }], 100);
    expect(wrong.flatMap(({ altered }, i) => (altered ? [i] : []))).toEqual([19, 39, 59, 79, 99]);
  });
});

test('crash-above: holds its rate, crashes above it, comes back after its time', () => {
  // 360 an hour over 10 s = 1: two intervals within 10 s are too many, one is that rate.
  const size = { perHour: 360, windowMs: 10_000, downMs: 5000 };
  const decide = composeBehaviours([{ kind: 'crash-above', size, ...always }], planned);
  const at = (elapsedMs: number, ordinal: number) => decide({ elapsedMs, ordinal }).status;
  expect([0, 9_900, 20_100, 29_900].map(at)).toEqual([undefined, undefined, undefined, undefined]);
  expect(at(30_000, 4)).toBe(0);
  expect(at(34_900, 5)).toBe(0);
  expect(at(35_000, 6)).toBeUndefined();
});

test('crash-above: what brings nothing that is counted does not crash it, and is cut off all the same', () => {
  const size = { perHour: 360, windowMs: 10_000, downMs: 5000 };
  const decide = composeBehaviours([{ kind: 'crash-above', size, ...always }], planned);
  const at = (elapsedMs: number, units: number) => decide({ elapsedMs, ordinal: 0, units }).status;
  expect([0, 1, 2, 3].map((ms) => at(ms, 0))).toEqual(Array(4).fill(undefined));
  expect([at(4, 1), at(5, 1), at(6, 1), at(7, 0)]).toEqual([undefined, undefined, 0, 0]);
});

test('crash-above: an hour played in a minute has a sixtieth of the window', () => {
  const size = { perHour: 300, windowMs: 120_000, downMs: 30_000 };
  const crashAt = (gapMs: number): number => {
    const work = { answers: 40, ms: 5000, timeScale: 60 };
    const decide = composeBehaviours([{ kind: 'crash-above', size, ...always }], work);
    return Array.from({ length: 40 }, (_, i) => decide({ ordinal: i, elapsedMs: i * gapMs }).status).indexOf(
      0,
    );
  };
  // 300 an hour 60 times as fast: 200 ms apart, ten intervals in 2 s, and no eleventh.
  expect(crashAt(200)).toBe(-1);
  // 800 an hour: 75 ms apart, the twelfth begins the eleventh interval.
  expect(crashAt(75)).toBe(11);
});

test('what is refused or dropped is not held, and what comes later does not see it', () => {
  const decide = composeBehaviours(
    [
      { kind: 'delay', size: { ms: 50 }, ...always },
      { kind: 'error-share', size: { ratio: 1, status: 500 }, ...always },
      { kind: 'duplicate', size: { every: 1 }, ...always },
    ],
    planned,
  );
  expect(decide({ ordinal: 0, elapsedMs: 0 })).toMatchObject({
    holdMs: 0,
    copies: 0,
    status: 500,
    applied: [{ kind: 'error-share' }],
  });
});

describe('planter', () => {
  const late: BehaviourSpec = { kind: 'delay', size: { ms: 5 }, onset: 0.5, tolerance: 0.02 };

  test('a weakness with an onset does nothing before the harness says what begins; each work starts anew', () => {
    const planter = createPlanter([late], 'told', 1);
    expect(planter.at('send', 0n)).toBeNull();
    for (const scenario of ['rush', 'failover']) {
      planter.begin({ scenario, count: 4, ms: 100 });
      const holds = [0, 1, 2, 3].map((i) => planter.at('send', BigInt(i))?.holdMs);
      expect(holds).toEqual([0, 0, 5, 5]);
      expect(planter.scenario).toBe(scenario);
    }
  });

  test('acts only in the scenarios that its touches name', () => {
    const planter = createPlanter([{ ...late, onset: 0, touches: ['shift.response', 'media'] }], 'told', 1);
    const holdIn = (scenario: string) => {
      planter.begin({ scenario, count: 4, ms: 100 });
      return planter.at('send', 0n)?.holdMs ?? 0;
    };
    expect(planter.at('send', 0n)?.holdMs ?? 0).toBe(0);
    expect(['rush', 'media', 'shift', 'script'].map(holdIn)).toEqual([0, 5, 5, 5]);
  });

  test('at agents the work done is counted in field writes', () => {
    const planter = createPlanter([{ ...late, at: 'agent' }], 'told', 1);
    planter.begin({ scenario: 'shift', count: 2, ms: 0 });
    const request = () => planter.at('agent', 0n)?.holdMs;
    expect([request(), request(), request()]).toEqual([0, 0, 0]);
    planter.at('field', 0n);
    expect([request(), request()]).toEqual([5, 5]);
  });

  test('switches inside a vendor are refused by who has none', () => {
    expect(() => createPlanter([{ kind: 'first-of-batch', size: {}, ...always }], null, 1)).toThrow(
      /first-of-batch: a switch inside the vendor/,
    );
  });
});

test('work of unknown size: refused where an onset needs it, unless settings.planned says it', () => {
  const unknown = { scenario: 'script', count: 0, ms: 0 };
  const late: BehaviourSpec = { kind: 'stall', size: { ms: 5 }, onset: 0.5, tolerance: 0.02 };
  expect(() => workToTell(unknown, [late], null)).toThrow(/stall: onset 0.5 needs the planned work/);
  expect(workToTell(unknown, [late], planned)).toBeNull();
  expect(workToTell(unknown, [{ ...late, onset: 0 }], null)).toEqual(unknown);
  const rush = { scenario: 'rush', count: 10, ms: 5 };
  expect(workToTell(rush, [late], planned)).toEqual(rush);
});
