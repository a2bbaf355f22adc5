import { Histogram } from '../../../stats/histogram.ts';
import type { Step } from './chain.ts';

/** What a scenario's durations are of: whole iterations (chains of dependent steps), HTTP calls, WebSocket operations. */
export const operations = ['iteration', 'http', 'ws'] as const;
export type Operation = (typeof operations)[number];

/**
 * Durations of one operation, µs: response from the intended start, service from the actual one, lateness between
 * the two. A closed loop intends nothing: it has service times only.
 */
export interface OperationTimes {
  readonly response: Histogram;
  readonly service: Histogram;
  readonly lateness: Histogram;
}

export type ScenarioTimes = Readonly<Record<Operation, OperationTimes>>;

function operationTimes(): OperationTimes {
  return { response: new Histogram(), service: new Histogram(), lateness: new Histogram() };
}

export function createScenarioTimes(): ScenarioTimes {
  return { iteration: operationTimes(), http: operationTimes(), ws: operationTimes() };
}

/** Books one operation that ran from `startMs` to `endMs` (performance.now()). */
export function bookOperation(
  times: OperationTimes,
  { startMs, intendedMs }: Pick<Step, 'startMs' | 'intendedMs'>,
  endMs: number,
): void {
  times.service.record((endMs - startMs) * 1000);
  if (intendedMs === null) return;
  times.response.record((endMs - intendedMs) * 1000);
  times.lateness.record((startMs - intendedMs) * 1000);
}
