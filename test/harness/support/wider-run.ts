import type { FolderOptions, Line } from './builders.ts';
import { event, phase, sample } from './builders.ts';
import { wholeRunEvents } from './whole-run.ts';

/** A push of a campaign due at `dueMs` and received `lateMs` after it (null = never), `copies` times. */
export function push(
  plan: string,
  i: number,
  dueMs: number,
  lateMs: number | null,
  more: { readonly k?: number; readonly n?: number | null } = {},
): Line {
  const rec = lateMs === null ? null : (dueMs + lateMs) * 1000;
  return {
    kind: 'push',
    atMs: dueMs,
    fields: {
      p: plan,
      i,
      c: i,
      due: dueMs * 1000,
      rec,
      k: rec === null ? 0 : 1,
      n: rec === null ? null : 0,
      ...more,
    },
  };
}

export const pushStarted = (plan: string, pushes: number, atMs = 0): Line =>
  event('push.started', atMs, { plan, hash: `hash-${plan}`, pushes });

/** Everything received once unless said otherwise; the drain ends 40 s after the start. */
export const pushEnded = (plan: string, planned: number, more: object = {}): Line =>
  event('push.ended', 40_000, {
    plan,
    reason: 'drained',
    planned,
    received: planned,
    duplicated: 0,
    wrong: 0,
    drainEndUs: 40e6,
    ...more,
  });

/** One order of a step, with its three asks of `askMs` each. */
export function order(step: number, outcome: string, askMs = 50): Line[] {
  const tags = { step: String(step) };
  const ok = String(outcome === 'placed');
  return [
    ...['start', 'item', 'address'].flatMap((ask) => [
      sample(150_000, 'sp_order_ask', askMs, { ...tags, ask, ok: 'true' }, 'orders'),
      sample(150_000, 'sp_order_hole', 1, tags, 'orders'),
    ]),
    sample(150_000, 'sp_order_chain', 3 * askMs, { ...tags, ok }, 'orders'),
    sample(150_000, 'sp_orders', 1, { ...tags, outcome }, 'orders'),
  ];
}

/** A smoke run of all scenarios in which everything went well but two orders of the second step. */
export function widerRun(change: Partial<FolderOptions['events']> = {}): Partial<FolderOptions> & {
  readonly events: FolderOptions['events'];
} {
  const core = wholeRunEvents();
  return {
    scenarios: ['rush', 'media', 'shift', 'failover', 'campaign', 'orders'],
    events: {
      ...core,
      run: [
        ...(core.run ?? []),
        ...phase('campaign', 130_000, 145_000),
        ...phase('orders', 145_000, 160_000),
      ],
      mock: [
        ...(core.mock ?? []),
        pushStarted('campaign-slow', 20, 132_000),
        pushStarted('campaign-fast', 500, 139_000),
        pushEnded('campaign-slow', 20),
        pushEnded('campaign-fast', 500),
      ],
      pushes: [
        ...Array.from({ length: 20 }, (_, i) => push('campaign-slow', i, i * 300, 30)),
        ...Array.from({ length: 500 }, (_, i) => push('campaign-fast', i, i * 12, 30, { n: i % 8 })),
      ],
      'engine-10': [
        ...(['slow', 'fast'] as const).flatMap((wave) => [
          sample(
            145_000,
            'sp_campaign_vendor',
            wave === 'slow' ? 20 : 500,
            { wave, state: 'sent' },
            'campaign',
          ),
          sample(145_000, 'sp_campaign_vendor', 0, { wave, state: 'failed' }, 'campaign'),
        ]),
      ],
      'engine-11': [
        ...Array.from({ length: 10 }, () => order(1, 'placed')).flat(),
        ...Array.from({ length: 28 }, () => order(2, 'placed', 100)).flat(),
        ...order(2, 'missing'),
        ...order(2, 'unanswered'),
      ],
      ...change,
    },
  };
}
