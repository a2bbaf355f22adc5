import type {
  MediaStored,
  MockEvent,
  PlanEnded,
  PlanStarted,
  PushEnded,
  PushStarted,
} from '../../mock-whatsapp/contract/events.ts';
import type { LoopSecond, Phase, Sends, TimerFacts } from './artefacts.ts';
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
  readonly webhooks: { readonly posts: number; readonly refused: number };
  readonly mediaExpected: number;
  /** Expectation indexes whose bytes arrived. */
  readonly mediaMatched: ReadonlySet<number>;
  readonly mediaForeign: number;
  readonly timer: TimerFacts | null;
  /** Webhook attempts that this machine had no descriptor, port or buffer for. */
  readonly exhausted: number;
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
  const counts = { webhookPosts: 0, webhooksRefused: 0, mediaExpected: 0, mediaForeign: 0, exhausted: 0 };
  let timer: TimerFacts | null = null;

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
        counts.webhookPosts = event.webhookPosts;
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
        counts.webhooksRefused += 1 + event.suppressed;
        const code = errorCode(event.error);
        const own = event.status === null && exhaustion.has(code);
        const origin = own ? 'harness' : event.status === null ? 'network' : 'vendor';
        const scenario = phaseAt(phases, event.mono_ns);
        errors.add(origin, `webhook-${event.status ?? code}`, scenario, event.mono_ns, 1 + event.suppressed);
        if (own) counts.exhausted += 1 + event.suppressed;
        return;
      }
      case 'mock.timer':
        timer = { clockStepMs: event.clockStepMs, wakeP50Ms: event.wakeP50Ms, wakeP99Ms: event.wakeP99Ms };
        return;
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
      get webhooks() {
        return { posts: counts.webhookPosts, refused: counts.webhooksRefused };
      },
      mediaMatched,
      get mediaExpected() {
        return counts.mediaExpected;
      },
      get mediaForeign() {
        return counts.mediaForeign;
      },
      get timer() {
        return timer;
      },
      get exhausted() {
        return counts.exhausted;
      },
    },
  };
}

/** `failover-3` belongs to the scenario `failover`, `null-burst` to `null`, `drill-store-kill-1` to `drill`; `rush` is itself. */
export function scenarioOf(plan: string): string {
  return /^(failover|null|drill|capacity|campaign)-/.exec(plan)?.[1] ?? plan;
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

/** Want of descriptors, ports or buffers on this machine: nothing the other side did. */
const exhaustion = new Set(['EMFILE', 'ENFILE', 'EADDRNOTAVAIL', 'ENOBUFS', 'ENOMEM']);

/**
 * The system error code in a message such as "connect ECONNREFUSED 127.0.0.1:1"; free text is left out: results hold
 * no message of a vendor's.
 */
function errorCode(error: string | null): string {
  return /\b(?:E[A-Z]{3,}|UND_ERR_[A-Z_]+)\b/.exec(error ?? '')?.[0] ?? 'failed';
}
