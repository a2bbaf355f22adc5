import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BehaviourSpec } from '../../../../vendors/contract/lifecycle.ts';
import { composeBehaviours } from '../../../../vendors/kit/behaviours/compose.ts';
import { plannedWork } from '../../../../vendors/kit/behaviours/planned-work.ts';

const planned = { answers: 1000, ms: 20_000 };
const none = { onset: 0, tolerance: 0.02 };

/** `n` answers, evenly spaced over the planned time. */
function run(specs: readonly BehaviourSpec[], n = planned.answers) {
  const decide = composeBehaviours(specs, planned);
  const gapMs = planned.ms / n;
  return Array.from({ length: n }, (_, ordinal) => decide({ ordinal, elapsedMs: ordinal * gapMs }));
}

describe('drop', () => {
  test('every 50th of 1,000 is 2.0 %', () => {
    const dropped = run([{ kind: 'drop', size: { every: 50 }, ...none }]).filter(
      ({ copies }) => copies === 0,
    );
    expect(dropped).toHaveLength(20);
  });

  test('drops exactly floor(n / every) of the n answers after the onset', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (every, onset) => {
          const dropped = run([{ kind: 'drop', size: { every }, onset, tolerance: 0 }]).filter(
            ({ copies }) => copies === 0,
          );
          const affected = planned.answers - Math.ceil(onset * planned.answers);
          expect(dropped).toHaveLength(Math.floor(affected / every));
        },
      ),
    );
  });
});

describe('duplicate', () => {
  test('sends exactly floor(n / every) answers twice', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), (every) => {
        const copies = run([{ kind: 'duplicate', size: { every }, ...none }]).map(
          (decision) => decision.copies,
        );
        expect(copies.reduce((sum, n) => sum + n, 0)).toBe(1000 + Math.floor(1000 / every));
        expect(Math.max(...copies)).toBe(every > 1000 ? 1 : 2);
      }),
    );
  });
});

describe('delay', () => {
  test('holds every answer from the onset on', () => {
    const holds = run([{ kind: 'delay', size: { ms: 200 }, onset: 0.25, tolerance: 0 }]).map((d) => d.holdMs);
    expect(holds.slice(0, 250)).toEqual(Array(250).fill(0));
    expect(holds.slice(250)).toEqual(Array(750).fill(200));
  });
});

describe('stall', () => {
  test('holds what falls into it until its end, once', () => {
    const holds = run([{ kind: 'stall', size: { ms: 2000 }, onset: 0.4, tolerance: 0 }]).map((d) => d.holdMs);
    // 20 ms apart: 8 s = answer 400, 10 s = answer 500.
    expect(holds.filter((ms) => ms > 0)).toHaveLength(100);
    expect(holds[399]).toBe(0);
    expect(holds[400]).toBe(2000);
    expect(holds[499]).toBe(20);
    expect(holds[500]).toBe(0);
  });

  test('p99 of evenly spaced answers is S − 0.01 · T', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 10_000 }), (ms) => {
        const holds = run([{ kind: 'stall', size: { ms }, onset: 0.1, tolerance: 0 }]).map((d) => d.holdMs);
        const p99 = holds.sort((a, b) => a - b)[989] ?? 0;
        // Within one gap (20 ms) of the arithmetic.
        expect(Math.abs(p99 - (ms - 0.01 * planned.ms))).toBeLessThanOrEqual(20);
      }),
    );
  });
});

describe('composed', () => {
  test('holds add up, copies multiply, each effect is named', () => {
    const [decision] = run([
      { kind: 'delay', size: { ms: 200 }, ...none },
      { kind: 'duplicate', size: { every: 1 }, ...none },
    ]);
    expect(decision).toEqual({
      holdMs: 200,
      copies: 2,
      applied: [
        { kind: 'delay', holdMs: 200, copies: 1 },
        { kind: 'duplicate', holdMs: 0, copies: 2 },
      ],
    });
  });

  test('a stall sees the answer when the delay before it lets it go', () => {
    const decide = composeBehaviours(
      [
        { kind: 'delay', size: { ms: 300 }, ...none },
        { kind: 'stall', size: { ms: 1000 }, onset: 0.1, tolerance: 0 },
      ],
      planned,
    );
    // Leaves the delay at 1,800 + 300 ms, inside the stall of 2,000–3,000 ms: held to its end.
    expect(decide({ ordinal: 90, elapsedMs: 1800 }).holdMs).toBe(1200);
  });

  test('a dropped answer is not held and not doubled', () => {
    const [decision] = run([
      { kind: 'delay', size: { ms: 200 }, ...none },
      { kind: 'drop', size: { every: 1 }, ...none },
      { kind: 'duplicate', size: { every: 1 }, ...none },
    ]);
    expect(decision).toEqual({ holdMs: 0, copies: 0, applied: [{ kind: 'drop', holdMs: 0, copies: 0 }] });
  });

  test('nothing planned changes nothing', () => {
    expect(run([])[0]).toEqual({ holdMs: 0, copies: 1, applied: [] });
  });
});

describe('planned work', () => {
  test('an onset without it is refused', () => {
    const stall: BehaviourSpec = { kind: 'stall', size: { ms: 1 }, onset: 0.5, tolerance: 0 };
    expect(() => composeBehaviours([stall], null)).toThrow(/onset 0.5 needs the planned work/);
    expect(() => composeBehaviours([{ ...stall, onset: 0 }], null)).not.toThrow();
  });

  test('is read from the settings', () => {
    expect(plannedWork({})).toBeNull();
    expect(plannedWork({ planned })).toEqual(planned);
    expect(() => plannedWork({ planned: { answers: 'many' } })).toThrow(/settings.planned/);
  });
});
