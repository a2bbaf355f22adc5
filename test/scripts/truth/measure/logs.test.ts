import { expect, test } from 'vitest';
import { callRate, callRequests } from '../../../../scripts/truth/measure/api-calls.ts';
import { campaignRate, lateShare } from '../../../../scripts/truth/measure/campaign.ts';
import { distinctMessages } from '../../../../scripts/truth/measure/distinct-messages.ts';
import { downtime } from '../../../../scripts/truth/measure/downtime.ts';
import type { Applied, Played } from '../../../../scripts/truth/row.ts';

/** A played row of log lines, event lines by file, and metrics. */
function played(
  log: readonly Partial<Applied>[],
  files: Readonly<Record<string, readonly object[]>> = {},
  metrics: Readonly<Record<string, number>> = {},
): Played {
  return {
    dir: '',
    result: {
      metrics: Object.fromEntries(Object.entries(metrics).map(([name, value]) => [name, { value }])),
    } as Played['result'],
    asks: () => [],
    startNs: () => 0,
    log: () => log as readonly Applied[],
    lines: <Line>(file: string) => (files[file] ?? []) as readonly Line[],
    metric: (name) => metrics[name] ?? null,
  };
}

test('a message that Meta delivers again and again is one', () => {
  const notes = ['POST /webhook wamid.A', 'POST /webhook wamid.A wamid.B', 'POST /webhook'];
  expect(distinctMessages(played(notes.map((note) => ({ note }))), 'crash-above')).toBe(2);
});

test('campaign: late is what left 10 s after its time, or never before the end of the drain', () => {
  const second = 1e9;
  const plan = 'campaign-fast';
  const files = {
    mock: [
      { kind: 'push.started', plan, mono_ns: 100 * second },
      { kind: 'push.ended', plan, drainEndUs: 30e6 },
    ],
    // The first finds no queue; the second waits 5 s, the third 12 s, the fourth longer than anybody watches.
    pushes: [0, 1, 2, 3].map((i) => ({
      kind: 'push',
      p: plan,
      i,
      due: i * 1e6,
      rec: i < 3 ? i * 1e6 : null,
    })),
  };
  const left = [90, 106, 114, 131].map((at) => ({ mono_ns: at * second }));
  const run = played(left, files, { 'campaign.fast.late_ratio': 0.5, 'campaign.fast.sustained_per_min': 8 });
  expect(lateShare(run, 'fast', null)).toMatchObject({ planted: 0.5, measured: 0.5 });
  // Two left, 8 s apart: 7.5 a minute.
  expect(campaignRate(run, 'fast', 10)).toMatchObject({ planted: 7.5, measured: 8, allowed: 0.75 });
});

test('API: preparing and the agents beside it are no calls of the peak', () => {
  const notes = [
    'GET /api/conversations?assigned=all',
    'GET /api/conversations/:n/messages',
    'GET /api/conversations/:n/waybill',
    'PUT /api/conversations/:n/waybill',
    'POST /api/conversations/:n/replies',
    'GET /api/conversations?assigned=all&state=assigned',
    'GET /api/conversations?assigned=me',
    'POST /api/conversations/:n/close',
    'PUT /api/presence',
  ];
  const lines = notes.map((note) => ({ place: 'api' as const, note }));
  expect(callRequests(played(lines), 'error-share')).toEqual(lines.slice(0, 5));
});

test('API: requests a second while a queue stands; a waybill is two requests', () => {
  const note = 'GET /api/conversations?assigned=all';
  const held = [0, 1, 2, 3, 4].map((i) => ({
    place: 'api' as const,
    note,
    heldUs: 250_000,
    mono_ns: i * 1e9,
  }));
  const early = { place: 'api' as const, note, heldUs: 100, mono_ns: -9e9 };
  const sample = (name: string, mono_ns: number) => ({
    kind: 'sample',
    metric: 'sp_api_call',
    mono_ns,
    tags: { name },
  });
  const files = { 'engine-': [sample('reply', 0.1e9), sample('waybill-write', 2.1e9), sample('reply', 5e9)] };
  // Four of the five within [0, 4) s; one call of one request and one of two.
  expect(callRate(played([early, ...held], files))).toMatchObject({ planted: 1, measured: 0.75 });
});

test('downtime: the longest that the supervisor tells', () => {
  const run = played([{ amount: 1000 }, { amount: 2000 }], {}, { 'failover.restart.worst': 2041 });
  // 2 % of 2 s and the resolution of a tail.
  expect(downtime(run, 2000)).toMatchObject({ planted: 2000, measured: 2041, allowed: 43 });
});
