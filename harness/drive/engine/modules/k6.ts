import { addBuiltin, type Vu } from '../runtime/vu.ts';
import { unsupported } from './unsupported.ts';

function countCheck(vu: Vu, name: string, passed: boolean): void {
  const path = `${vu.group}::${name}`;
  let count = vu.test.checks.get(path);
  if (count === undefined) {
    count = { name, path, passes: 0, fails: 0 };
    vu.test.checks.set(path, count);
  }
  if (passed) count.passes += 1;
  else count.fails += 1;
}

function check(vu: Vu, value: unknown, sets: Readonly<Record<string, unknown>>, tags?: object): boolean {
  let all = true;
  for (const [name, test] of Object.entries(sets)) {
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
      countCheck(vu, name, false);
      addBuiltin(vu, vu.test.builtins.checks, 0, { ...tags, check: name });
      throw error;
    }
    countCheck(vu, name, passed);
    addBuiltin(vu, vu.test.builtins.checks, passed ? 1 : 0, { ...tags, check: name });
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
