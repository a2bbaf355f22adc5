import type {
  MediaStored,
  MockEvent,
  PlanEnded,
  PlanStarted,
  PushEnded,
  PushStarted,
} from '../../mock-whatsapp/contract/events.ts';
import type { LoopSecond, Phase, Sends } from './artefacts.ts';
import type { ErrorCounter } from './error-counter.ts';
import { phaseAt } from './phases.ts';

export interface MockRecord {
  readonly started: ReadonlyMap<string, PlanStarted>;
  readonly ended: ReadonlyMap<string, PlanEnded>;
  readonly pushStarted: ReadonlyMap<string, PushStarted>;
  readonly pushEnded: ReadonlyMap<string, PushEnded>;
  readonly sends: ReadonlyMap<string, Sends>;
  readonly unexpected: ReadonlyMap<string, number>;
  readonly loop: readonly LoopSecond[];
  readonly mediaExpected: number;
  /** Expectation indexes whose bytes arrived. */
  readonly mediaMatched: ReadonlySet<number>;
  readonly mediaForeign: number;
}

/** Folds events/mock: plans, sends, media, the mock's own health. */
export function mockFold(
  phases: readonly Phase[],
  errors: ErrorCounter,
): { readonly add: (event: MockEvent) => void; readonly record: MockRecord } {
  const started = new Map<string, PlanStarted>();
  const ended = new Map<string, PlanEnded>();
  const pushStarted = new Map<string, PushStarted>();
  const pushEnded = new Map<string, PushEnded>();
  const sends = new Map<string, Sends>();
  const unexpected = new Map<string, number>();
  const loop: LoopSecond[] = [];
  const mediaMatched = new Set<number>();
  const counts = { mediaExpected: 0, mediaForeign: 0 };

  function addStored(event: MediaStored): void {
    if (event.index === null) counts.mediaForeign += 1;
    else mediaMatched.add(event.index);
  }

  function add(event: MockEvent): void {
    switch (event.kind) {
      case 'plan.started':
        started.set(event.plan, event);
        return;
      case 'plan.ended':
        ended.set(event.plan, event);
        return;
      case 'push.started':
        pushStarted.set(event.plan, event);
        return;
      case 'push.ended':
        pushEnded.set(event.plan, event);
        return;
      case 'mock.sample':
        loop.push({
          atNs: event.mono_ns,
          loopP99Ms: event.loopP99Ms,
          loopMaxMs: event.loopMaxMs,
          gcMs: event.gcMs,
        });
        return;
      case 'mock.sends': {
        const scenario = scenarioOf(event.plan ?? phaseAt(phases, event.mono_ns));
        for (const [code, count] of Object.entries(event.codes))
          errors.add('mock', `graph-${code}`, scenario, event.mono_ns, count);
        if (event.plan !== null) addSends(sends, event.plan, event);
        return;
      }
      case 'media.stored':
        addStored(event);
        return;
      case 'media.expected':
        counts.mediaExpected += event.count;
        return;
      case 'message.unexpected': {
        const scenario = scenarioOf(event.plan ?? phaseAt(phases, event.mono_ns));
        errors.add('vendor', `unexpected-${event.reason}`, scenario, event.mono_ns);
        if (event.plan !== null) unexpected.set(event.plan, (unexpected.get(event.plan) ?? 0) + 1);
        return;
      }
      case 'webhook.failed': {
        const origin = event.status === null ? 'network' : 'vendor';
        const className = `webhook-${event.status ?? errorCode(event.error)}`;
        const scenario = phaseAt(phases, event.mono_ns);
        errors.add(origin, className, scenario, event.mono_ns, 1 + event.suppressed);
        return;
      }
      default:
        return;
    }
  }

  return {
    add,
    record: {
      started,
      ended,
      pushStarted,
      pushEnded,
      sends,
      unexpected,
      loop,
      mediaMatched,
      get mediaExpected() {
        return counts.mediaExpected;
      },
      get mediaForeign() {
        return counts.mediaForeign;
      },
    },
  };
}

/** `failover-3` belongs to the scenario `failover`, `null-burst` to `null`, `campaign-fast` to `campaign`; `rush` is itself. */
export function scenarioOf(plan: string): string {
  return /^(failover|null|campaign)-/.exec(plan)?.[1] ?? plan;
}

function addSends(
  sends: Map<string, Sends>,
  plan: string,
  event: {
    readonly attempted: number;
    readonly accepted: number;
    readonly rejected: number;
    readonly codes: Readonly<Record<string, number>>;
  },
): void {
  let total = sends.get(plan);
  if (total === undefined) {
    total = { attempted: 0, accepted: 0, rejected: 0, codes: new Map() };
    sends.set(plan, total);
  }
  total.attempted += event.attempted;
  total.accepted += event.accepted;
  total.rejected += event.rejected;
  for (const [code, count] of Object.entries(event.codes))
    total.codes.set(code, (total.codes.get(code) ?? 0) + count);
}

/** A system error code such as ECONNREFUSED; free text is left out: results hold no message of a vendor's. */
function errorCode(error: string | null): string {
  return error !== null && /^[A-Z][A-Z0-9_]+$/.test(error) ? error : 'failed';
}
