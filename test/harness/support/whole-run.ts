import type { ScenarioId } from '../../../harness/schema/run-plan.ts';
import { encodeHistogram } from '../../../harness/stats/hdr-codec.ts';
import { histogramOf } from './artefacts.ts';
import {
  ask,
  event,
  type FolderOptions,
  type Line,
  phase,
  planEnded,
  planStarted,
  runFolder,
  sample,
} from './builders.ts';

/** Fields of an ask line for a plan other than the rush. */
export function askOf(
  plan: string,
  i: number,
  dueMs: number,
  tookMs: number | null,
  more: object = {},
): Line {
  const base = ask(i, dueMs, tookMs);
  return { ...base, fields: { ...base.fields, p: plan, ...more } };
}

/** Evenly spaced asks of a plan. */
export function asksOf(plan: string, count: number, everyMs: number, tookMs: number): Line[] {
  return Array.from({ length: count }, (_, i) => askOf(plan, i, i * everyMs, tookMs));
}

const killMs = 100_000;

/** Events of a smoke run in which everything went well: 1,500 asks in 20 s, 100 files, 800 operations, one kill. */
export function wholeRunEvents(): FolderOptions['events'] {
  return {
    run: [
      ...phase('null', 0, 10_000),
      ...phase('rush', 10_000, 40_000),
      ...phase('media', 40_000, 60_000),
      ...phase('shift', 60_000, 90_000),
      ...phase('failover', 90_000, 124_000),
      ...phase('api', 124_000, 125_500),
      ...phase('load-history', 125_500, 125_900),
      ...phase('search', 125_900, 127_000),
      ...phase('load-history', 127_000, 127_800),
      ...phase('search', 127_800, 130_000),
      event('orchestrator.health', 11_000, { loopP99Ms: 1, loopMaxMs: 2 }),
    ],
    mock: [
      event('mock.timer', 0, { clockStepMs: 0.00004, wakeP50Ms: 0.08, wakeP99Ms: 0.4, wakes: 100 }),
      planStarted('null-burst', 300, 0),
      planEnded('null-burst', 300, 1000),
      planStarted('null-ceiling', 0, 5000),
      planEnded('null-ceiling', 4000, 2000),
      planStarted('rush', 1500, 10_000),
      event('mock.sends', 12_000, { plan: 'rush', attempted: 1500, accepted: 1500, rejected: 0, codes: {} }),
      event('mock.sample', 13_000, { loopP99Ms: 3, loopMaxMs: 5, gcMs: 1, webhookPosts: 1800 }),
      planEnded('rush', 1500, 20_000),
      event('media.expected', 40_000, { from: 0, count: 100 }),
      ...Array.from({ length: 100 }, (_, index) =>
        event('media.stored', 41_000, {
          id: `m${index}`,
          bytes: 120_000,
          sha256: `s${index}`,
          index,
          copies: 1,
        }),
      ),
      planStarted('failover-1', 3000, 90_000),
      planEnded('failover-1', 3000, 20_000),
    ],
    asks: [
      ...asksOf('null-burst', 300, 3, 5),
      ...asksOf('null-ceiling', 4000, 0.5, 5),
      ...asksOf('rush', 1500, 20_000 / 1500, 40),
      ...asksOf('failover-1', 3000, 20_000 / 3000, 60),
    ],
    faults: [
      event('fault.injected', killMs, {
        trial: 1,
        fault: 'node-kill',
        plan: 'failover-1',
        role: 'node-1',
        pid: 42,
        signal: 'SIGKILL',
        sent_ns: 1e9 + killMs * 1e6,
        exit_ns: 1e9 + killMs * 1e6,
        openAsks: 12,
        graphInFlight: 30,
      }),
      event('fault.healed', killMs + 2000, {
        trial: 1,
        by: 'vendor',
        healthy_ns: 1e9 + (killMs + 2000) * 1e6,
      }),
    ],
    host: Array.from({ length: 131 }, (_, second) => second).flatMap((second) => [
      event('host.process', second * 1000, {
        role: 'vendor:node-1',
        pid: 42,
        cpuUserMs: second * 300,
        cpuSystemMs: second * 100,
        rssBytes: 80e6,
        runDelayNs: second * 10e6,
        fds: 20,
        fdLimit: 1024,
      }),
      event('host.process', second * 1000, {
        role: 'mock',
        pid: 43,
        cpuUserMs: second * 200,
        cpuSystemMs: second * 100,
        rssBytes: 120e6,
        runDelayNs: second * 10e6,
        fds: 300,
        fdLimit: 20_000,
      }),
      event('host.machine', second * 1000, {
        cpuBusyRatio: 0.5,
        stealRatio: 0,
        foreignCores: 0.02,
        pressureSomeUs: second * 50_000,
        memAvailableBytes: 1e9,
        tcpSockets: 900,
        ephemeralPorts: 28_232,
      }),
    ]),
    'engine-1': [
      {
        kind: 'engine.started',
        atMs: 40_000,
        fields: { scenario: 'media', script: 'media-burst', engine: 'node' },
      },
      ...Array.from({ length: 100 }, (_, index) =>
        sample(41_000, 'sp_media_upload', 12, {
          index: String(index),
          status: '201',
          ok: 'true',
          size: '120KB',
        }),
      ),
    ],
    'engine-3': [
      {
        kind: 'engine.model',
        atMs: 70_000,
        fields: {
          scenario: 'orders',
          executor: 'constant-arrival-rate',
          model: 'open',
          spacing: 'even',
          hash: 'hash-orders',
        },
      },
      ...(['response', 'service', 'lateness'] as const).map((part) => ({
        kind: 'engine.times',
        atMs: 75_000,
        fields: {
          scenario: 'orders',
          operation: 'http',
          part,
          histogram: encodeHistogram(histogramOf(part === 'lateness' ? 1 : 20)),
        },
      })),
      ...[4, 8].flatMap((ms) => [
        sample(76_000, 'sp_ask_service', ms, { model: 'closed' }, 'shift'),
        sample(76_000, 'sp_hole', ms / 4, { model: 'closed' }, 'shift'),
      ]),
      sample(76_000, 'sp_ask_unanswered', 1, { model: 'closed' }, 'shift'),
    ],
    'engine-7': Array.from({ length: 510 }, (_, i) => [
      sample(
        125_000,
        'sp_api_call',
        4,
        {
          i: String(i),
          name: i % 10 === 0 ? 'cart-link' : 'history-read',
          step: String(1 + (i % 3)),
          status: '200',
          ok: 'true',
        },
        'api',
      ),
    ]).flat(),
    ...Object.fromEntries(
      ['10k', '50k'].map((store, index) => [
        `engine-${8 + index}`,
        Array.from({ length: 90 }, (_, i) =>
          sample(
            126_000 + 2000 * index,
            'sp_search',
            5 + index,
            {
              i: String(i),
              store,
              language: ['ko', 'zh', 'en'][i % 3] ?? 'ko',
              class: i % 2 === 0 ? 'rare' : 'common',
              status: '200',
              ok: 'true',
              exact: 'true',
            },
            'search',
          ),
        ),
      ]),
    ),
    'engine-2': Array.from({ length: 800 }, (_, i) => {
      const hour = String(Math.floor(i / 100));
      return [
        sample(61_000, 'sp_shift_op', 5, { hour, agent: '0', step: 'reply', ok: 'true' }, 'shift'),
        sample(61_000, 'sp_shift_op', 30, { hour, agent: '0', step: 'total', ok: 'true' }, 'shift'),
        sample(61_000, 'sp_shift_operations', 1, { hour }, 'shift'),
      ];
    }).flat(),
  };
}

/** A complete smoke run in which everything went well; parts may be replaced. */
export async function wholeRun(
  change: Partial<FolderOptions> & { readonly scenarios?: readonly ScenarioId[] } = {},
): Promise<string> {
  return runFolder({ ...change, events: { ...wholeRunEvents(), ...change.events } });
}
