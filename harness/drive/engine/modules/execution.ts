import type { ScenarioState, TestState } from '../runtime/test-state.ts';
import type { Vu } from '../runtime/vu.ts';

/** Thrown by exec.test.abort(); ends the VU's iteration while the whole run stops. */
export class AbortTest extends Error {
  override readonly name = 'AbortTest';
}

function options(test: TestState): unknown {
  if (test.options === null) throw new Error('exec.test.options is not available at module level');
  return test.options.raw;
}

function running(vu: Vu, what: string): ScenarioState {
  if (vu.scenario === null) throw new Error(`getting ${what} outside of the VU context is not supported`);
  return vu.scenario;
}

function tagProxy(read: () => Record<string, string>): Record<string, string> {
  return new Proxy<Record<string, string>>(
    {},
    {
      get: (_, key) => (typeof key === 'string' ? read()[key] : undefined),
      set: (_, key, value) => {
        if (typeof key !== 'string' || !['string', 'number', 'boolean'].includes(typeof value)) {
          throw new TypeError(`tag ${String(key)}: only string, number and boolean are supported`);
        }
        read()[key] = String(value);
        return true;
      },
      deleteProperty: (_, key) => delete read()[String(key)],
      has: (_, key) => key in read(),
      ownKeys: () => Object.keys(read()),
      getOwnPropertyDescriptor: (_, key) => Object.getOwnPropertyDescriptor(read(), key),
    },
  );
}

/** `k6/execution`. */
export function executionModule(vu: Vu): Record<string, unknown> {
  const { test } = vu;
  const tags = tagProxy(() => vu.tags);
  return {
    scenario: {
      get name() {
        return running(vu, 'scenario information').config.name;
      },
      get executor() {
        return running(vu, 'scenario information').config.executor;
      },
      get startTime() {
        return running(vu, 'scenario information').startedWallMs;
      },
      get progress() {
        return running(vu, 'scenario information').doneRatio();
      },
      get iterationInInstance() {
        running(vu, 'scenario information');
        return vu.iterationInTest;
      },
      get iterationInTest() {
        running(vu, 'scenario information');
        return vu.iterationInTest;
      },
    },
    instance: {
      get iterationsInterrupted() {
        return test.counts.interrupted;
      },
      get iterationsCompleted() {
        return test.counts.iterations;
      },
      get vusActive() {
        return test.counts.vusActive;
      },
      get vusInitialized() {
        return test.counts.vusInitialized;
      },
      get currentTestRunDuration() {
        return test.startedAtMs === null ? 0 : performance.now() - test.startedAtMs;
      },
    },
    test: {
      get options() {
        return options(test);
      },
      abort(message?: string): never {
        const text = message ? `test aborted: ${message}` : 'test aborted';
        test.requestStop({ reason: 'aborted', message: text });
        throw new AbortTest(text);
      },
      fail(message?: string): void {
        test.markedAsFailed ??= message ?? 'marked as failed by the script';
      },
    },
    vu: {
      get iterationInInstance() {
        return vu.iteration;
      },
      get iterationInScenario() {
        return vu.iterationInScenario;
      },
      get idInInstance() {
        return vu.id;
      },
      get idInTest() {
        return vu.id;
      },
      tags,
      metrics: { tags, metadata: tagProxy(() => vu.metadata) },
    },
  };
}
