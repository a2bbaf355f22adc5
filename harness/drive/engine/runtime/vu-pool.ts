import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CompiledScript } from './compile.ts';
import { instantiate } from './instantiate.ts';
import type { TestState } from './test-state.ts';
import type { Vu } from './vu.ts';

/** VUs initialised in one go between two turns of the event loop. */
const batch = 50;

/** The initialised VUs of a test; scenarios take what they need and give it back. */
export interface VuPool {
  /** Initialises VUs until `count` exist. */
  prepare(count: number): Promise<void>;
  /** An idle VU, or a new one. */
  take(): Vu;
  give(vu: Vu): void;
  destroy(): void;
}

export function createVuPool(test: TestState, script: CompiledScript): VuPool {
  const idle: Vu[] = [];
  const all: Vu[] = [];

  function create(): Vu {
    const vu = instantiate(script, all.length + 1, test);
    all.push(vu);
    test.counts.vusInitialized = all.length;
    return vu;
  }

  return {
    async prepare(count) {
      const made: Vu[] = [];
      while (all.length < count) {
        made.push(create());
        if (made.length % batch === 0) await nextTurn();
      }
      // take() pops: VU 1 first.
      idle.unshift(...made.reverse());
    },
    take: () => idle.pop() ?? create(),
    give(vu) {
      vu.scenario = null;
      idle.push(vu);
    },
    destroy() {
      for (const vu of all) vu.http.destroy();
    },
  };
}
