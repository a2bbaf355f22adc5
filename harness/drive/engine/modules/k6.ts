import type { CheckCount, TestState } from '../runtime/test-state.ts';
import { addBuiltin, type Vu } from '../runtime/vu.ts';
import { unsupported } from './unsupported.ts';

/** Of one test, by group and name: joining the two for every check would cost more than the check. */
type KnownChecks = Map<string, Map<string, CheckCount>>;
const knownChecks = new WeakMap<TestState, KnownChecks>();

function checksOf(test: TestState, group: string): Map<string, CheckCount> {
  let groups = knownChecks.get(test);
  if (groups === undefined) {
    groups = new Map();
    knownChecks.set(test, groups);
  }
  let checks = groups.get(group);
  if (checks === undefined) {
    checks = new Map();
    groups.set(group, checks);
  }
  return checks;
}

function countCheck(vu: Vu, name: string, passed: boolean, tags: object | undefined): void {
  const { test, group } = vu;
  const checks = checksOf(test, group);
  let count = checks.get(name);
  if (count === undefined) {
    const path = `${group}::${name}`;
    count = test.checks.get(path) ?? { name, path, passes: 0, fails: 0 };
    test.checks.set(path, count);
    checks.set(name, count);
  }
  if (passed) count.passes += 1;
  else count.fails += 1;
  const metric = test.builtins.checks;
  const own = metric.subMetrics.length > 0 ? { ...tags, check: name } : undefined;
  addBuiltin(vu, metric, passed ? 1 : 0, own);
}

function check(vu: Vu, value: unknown, sets: Readonly<Record<string, unknown>>, tags?: object): boolean {
  let all = true;
  for (const name of Object.keys(sets)) {
    const test = sets[name];
    let passed: boolean;
    try {
      const result: unknown = typeof test === 'function' ? test(value) : test;
      if (result instanceof Promise) {
        throw new Error(
          `check "${name}" returned a promise: await before check(), its functions are synchronous`,
        );
      }
      passed = Boolean(result);
    } catch (error) {
      countCheck(vu, name, false, tags);
      throw error;
    }
    countCheck(vu, name, passed, tags);
    all &&= passed;
  }
  return all;
}

function group(vu: Vu, name: string, body: () => unknown): unknown {
  if (typeof body !== 'function') throw new Error('group() needs a name and a function');
  if (body.constructor.name === 'AsyncFunction') {
    throw new TypeError('group() does not support async functions; put the awaits outside of it');
  }
  const outer = vu.group;
  const startMs = performance.now();
  vu.group = `${outer}::${name}`;
  try {
    return body();
  } finally {
    addBuiltin(vu, vu.test.builtins.group_duration, performance.now() - startMs);
    vu.group = outer;
  }
}

/** `k6`. */
export function k6Module(vu: Vu): Record<string, unknown> {
  return {
    check: (value: unknown, sets: Record<string, unknown>, tags?: object) => check(vu, value, sets, tags),
    group: (name: string, body: () => unknown) => group(vu, name, body),
    fail: (message?: string) => {
      throw new Error(message ?? '');
    },
    sleep: unsupported('sleep()', 'it would stop every VU; use await new Promise((r) => setTimeout(r, ms))'),
    randomSeed: unsupported('randomSeed()', 'seed a generator of your own'),
  };
}
