import { setTimeout as delay } from 'node:timers/promises';
import { createCookieJar } from '../http/cookie-jar.ts';
import { AbortTest } from '../modules/execution.ts';
import type { CompiledScript } from './compile.ts';
import { bookOperation } from './scenario-times.ts';
import type { ScenarioState, TestState } from './test-state.ts';
import { addBuiltin, type Vu } from './vu.ts';

/** Exceptions beyond these are counted, not printed: a broken script throws thousands a second. */
const printedExceptions = 20;

export interface Iterator {
  /**
   * Runs one iteration of the scenario's function, intended for `dueMs` (performance.now(); null = closed loop). True =
   * it ran to its end (an exception is an end, as in k6).
   */
  iterate(vu: Vu, scenario: ScenarioState, dueMs: number | null): Promise<boolean>;
}

export function noteException(test: TestState, script: CompiledScript, error: unknown, where: string): void {
  const text = script.describe(error);
  test.counts.exceptions += 1;
  test.firstException ??= text;
  if (test.counts.exceptions <= printedExceptions) test.log('error', `${text}\n    (${where})`);
  if (test.counts.exceptions === printedExceptions)
    test.log('error', 'further exceptions are counted, not printed');
}

export function createIterator(
  test: TestState,
  script: CompiledScript,
  setupJson: () => string | undefined,
  stopped: AbortSignal,
): Iterator {
  const { counts, builtins } = test;

  async function iterate(vu: Vu, scenario: ScenarioState, dueMs: number | null): Promise<boolean> {
    const { name, exec } = scenario.config;
    const body = vu.exports[exec] as (data: unknown) => unknown;
    if (!vu.hasSetupData) {
      const json = setupJson();
      vu.setupData = json === undefined ? undefined : JSON.parse(json);
      vu.hasSetupData = true;
    }
    vu.iteration += 1;
    vu.iterationInScenario = (vu.perScenario.get(name) ?? -1) + 1;
    vu.perScenario.set(name, vu.iterationInScenario);
    vu.iterationInTest = scenario.started;
    scenario.started += 1;
    vu.group = '';
    if (!vu.http.jar.empty && test.options?.noCookiesReset !== true) vu.http.jar = createCookieJar();
    counts.vusActive += 1;
    vu.chain.begin(dueMs);
    const startMs = performance.now();
    const end = await vu.loop.run(() => body(vu.setupData));
    const endMs = performance.now();
    const tookMs = endMs - startMs;
    counts.vusActive -= 1;
    // An interrupted iteration took at least this long: leaving it out would leave out the slowest.
    bookOperation(scenario.times.iteration, { startMs, intendedMs: dueMs }, endMs);
    if (end.kind === 'interrupted' || (end.kind === 'exception' && end.error instanceof AbortTest)) {
      counts.interrupted += 1;
      return false;
    }
    if (end.kind === 'exception') {
      noteException(test, script, end.error, `scenario ${name}, VU ${vu.id}, iteration ${vu.iteration}`);
    }
    counts.iterations += 1;
    addBuiltin(vu, builtins.iterations, 1);
    addBuiltin(vu, builtins.iteration_duration, tookMs);
    const restMs = (test.options?.minIterationDurationMs ?? 0) - tookMs;
    if (restMs > 0) await delay(restMs, undefined, { signal: stopped }).catch(() => undefined);
    return true;
  }

  return { iterate };
}
