import type { EngineEvent, EngineSample } from '../../../harness/schema/artefacts.ts';
import type { BehaviourKind } from '../../../vendors/contract/behaviours.ts';
import type { Applied, Measure, Played } from '../row.ts';
import { tolerance } from '../tolerance.ts';

/** Requests of scenarios/api-peak's calls: neither its preparing nor what the agents do beside. */
const ofCalls =
  /^(GET \/api\/conversations\?assigned=all|GET \/api\/conversations\/:n\/(messages|waybill)|PUT \S+\/waybill|POST \S+\/replies)$/;
/** A waybill is read and then written. */
const requestsOf = (name: string | undefined): number => (name === 'waybill-write' ? 2 : 1);
/** Held longer than this = a queue stands. */
const queueUs = 200_000;

/** The log's requests that belong to a call of the peak. */
export function callRequests(run: Played, kind: BehaviourKind): readonly Applied[] {
  return run.log(kind).filter(({ place, note = '' }) => place === 'api' && ofCalls.test(note));
}

/** Requests answered a second while a queue stands before the API, beside those that the log let go. */
export function callRate(run: Played): Measure {
  const calls = run
    .lines<EngineEvent>('engine-')
    .filter((event): event is EngineSample => event.kind === 'sample' && event.metric === 'sp_api_call');
  const released = callRequests(run, 'cap')
    .filter(({ heldUs }) => heldUs > queueUs)
    .map(({ mono_ns }) => mono_ns);
  const fromNs = Math.min(...released);
  const toNs = Math.max(...released);
  const within = (ns: number): boolean => ns >= fromNs && ns < toNs;
  const seconds = (toNs - fromNs) / 1e9;
  const planted = released.filter(within).length / seconds;
  const answered = calls
    .filter(({ mono_ns }) => within(mono_ns))
    .reduce((sum, { tags }) => sum + requestsOf(tags.name), 0);
  return {
    name: 'API requests a second',
    unit: 'per-second',
    // The cap holds the preparing and the agents as well.
    nominal: null,
    planted,
    measured: answered / seconds,
    low: null,
    high: null,
    allowed: planted * tolerance.knee,
  };
}
