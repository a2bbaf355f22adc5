import { Histogram } from '../stats/histogram.ts';
import type { Latency } from './artefacts.ts';

export function emptyLatency(): Latency {
  return {
    response: new Histogram(),
    service: new Histogram(),
    lateness: new Histogram(),
    ownLateness: new Histogram(),
    webhookAck: new Histogram(),
  };
}

/** Times of one sent ask, µs from the plan's start. `endUs`: answer, or the drain's end where none came. */
export interface AskTimes {
  readonly due: number;
  readonly inj: number;
  /** Part of inj − due that the vendor's unanswered webhooks caused. */
  readonly waitUs: number;
  readonly ackUs: number;
  readonly endUs: number;
}

/** Adds one sent ask to the four histograms. */
export function addAsk(latency: Latency, times: AskTimes): void {
  latency.response.record(times.endUs - times.due);
  latency.service.record(times.endUs - times.inj);
  latency.lateness.record(times.inj - times.due);
  latency.ownLateness.record(times.inj - times.due - times.waitUs);
  latency.webhookAck.record(times.ackUs - times.inj);
}

/** Histograms of all parts together. */
export function unionOf(parts: readonly Latency[]): Latency {
  const union = emptyLatency();
  for (const part of parts)
    for (const kind of Object.keys(union) as (keyof Latency)[]) union[kind].merge(part[kind]);
  return union;
}
