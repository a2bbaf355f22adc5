import type { BehaviourKind, BehaviourSpec } from '../../../vendors/contract/behaviours.ts';
import { countMeasure } from '../measure/counts.ts';
import { memoryMeasure } from '../measure/memory.ts';
import type { Measure, Played, TruthRow } from '../row.ts';
import { always } from './steady.ts';

interface ScrmRow {
  readonly id: string;
  readonly family: string;
  readonly covers?: readonly string[];
  readonly what: string;
  readonly behaviours: readonly BehaviourSpec[];
  readonly env?: Readonly<Record<string, string>>;
  readonly ratePerSec?: number;
  readonly seconds?: number;
  readonly defects: TruthRow['defects'];
  readonly measure: (run: Played) => readonly Measure[];
}

/** PostgreSQL, gateway and two nodes have to start. */
const overheadSec = 20;

function scrmRow(row: ScrmRow): TruthRow {
  const { id, family, what, behaviours, defects, measure, env } = row;
  const seconds = row.seconds ?? 20;
  return {
    id,
    family,
    covers: row.covers ?? [],
    what,
    vendor: { base: 'reference', behaviours },
    play: { kind: 'steady', seconds, ratePerSec: row.ratePerSec ?? 50, env: { DRAIN: '15', ...env } },
    set: 'scrm',
    defects,
    aboutSec: seconds + overheadSec,
    measure,
  };
}

const logged = (run: Played, kind: BehaviourKind): number => run.log(kind, 'steady').length;

/** Switches inside the reference SCRM, each with what provokes it, and the provocation alone. */
export const scrmRows: readonly TruthRow[] = [
  scrmRow({
    id: 'no-idempotency',
    family: 'switches',
    what: 'Meta delivers every 20th webhook twice; the SCRM takes the second for a new message',
    behaviours: [{ kind: 'no-idempotency', size: {}, ...always, touches: ['steady.duplicated'] }],
    env: { REDELIVER_EVERY: '20' },
    defects: { 'no-idempotency': ['steady-duplicated'] },
    measure: (run) => [countMeasure(run, 'steady.duplicated', logged(run, 'no-idempotency'))],
  }),
  scrmRow({
    id: 'redelivery-alone',
    family: 'control',
    what: 'Meta delivers every 20th webhook twice; the SCRM knows its messages',
    behaviours: [],
    env: { REDELIVER_EVERY: '20' },
    defects: {},
    measure: (run) => [countMeasure(run, 'steady.duplicated', 0, 0)],
  }),
  scrmRow({
    id: 'rejects-failed',
    family: 'switches',
    what: 'Meta reports every 50th answer as failed; the SCRM answers 400 to that',
    behaviours: [{ kind: 'rejects-failed', size: {}, ...always, touches: ['steady.webhook'] }],
    env: { FAIL_EVERY: '50' },
    defects: { 'rejects-failed': ['webhooks-refused'] },
    measure: (run) => [countMeasure(run, 'webhooks.refused', logged(run, 'rejects-failed'))],
  }),
  scrmRow({
    id: 'failed-statuses-alone',
    family: 'control',
    what: 'Meta reports every 50th answer as failed; the SCRM takes note',
    behaviours: [],
    env: { FAIL_EVERY: '50' },
    defects: {},
    measure: (run) => [countMeasure(run, 'webhooks.refused', 0, 0)],
  }),
  scrmRow({
    id: 'first-of-batch',
    family: 'switches',
    what: 'of a webhook with several messages only the first is read (webhooks 100 ms slow, so that Meta batches)',
    behaviours: [
      { kind: 'first-of-batch', size: {}, ...always, touches: ['steady.lost'] },
      { kind: 'delay', size: { ms: 100 }, ...always, at: 'webhook', touches: ['steady.webhook_ack'] },
    ],
    ratePerSec: 120,
    seconds: 10,
    defects: {
      'first-of-batch': ['steady-unanswered', 'steady-p99', 'steady-accepted'],
    },
    measure: (run) => [countMeasure(run, 'steady.lost', logged(run, 'first-of-batch'))],
  }),
  scrmRow({
    id: 'leaking-queue',
    family: 'switches',
    covers: ['A69'],
    what: 'every message keeps 800 KB of memory for ever',
    behaviours: [
      { kind: 'leaking-queue', size: { bytesPerMessage: 800_000 }, ...always, touches: ['steady'] },
    ],
    defects: { 'leaking-queue': ['memory-growth'] },
    measure: (run) => [memoryMeasure(run, 'leaking-queue')],
  }),
  scrmRow({
    id: 'no-fencing',
    family: 'switches',
    what: 'one node stands still for 3 s, the other sends what it held; on waking it sends the same again',
    behaviours: [
      { kind: 'no-fencing', size: { afterSends: 200, pauseMs: 3000 }, ...always, touches: ['steady'] },
    ],
    defects: { 'no-fencing': ['steady-duplicated', 'steady-p99'] },
    measure: (run) => [
      countMeasure(run, 'steady.duplicated', logged(run, 'no-fencing')),
      countMeasure(run, 'steady.lost', 0, 0),
    ],
  }),
  scrmRow({
    id: 'webhook-slow',
    family: 'webhook',
    what: 'every webhook acknowledged 400 ms late',
    behaviours: [
      { kind: 'delay', size: { ms: 400 }, ...always, at: 'webhook', touches: ['steady.webhook_ack'] },
    ],
    defects: { delay: ['steady-ack-p99', 'steady-p50'] },
    measure: () => [],
  }),
  scrmRow({
    id: 'webhook-refuses',
    family: 'webhook',
    what: '5 % of the webhooks answered with 503; Meta delivers them again',
    behaviours: [
      {
        kind: 'error-share',
        size: { ratio: 0.05, status: 503 },
        ...always,
        at: 'webhook',
        touches: ['steady.webhook_ack'],
      },
    ],
    // The first retry is immediate (mock-whatsapp/webhooks/retry-ladder.ts): no answer is slow by it.
    defects: { 'error-share': ['webhooks-refused'] },
    measure: (run) => [countMeasure(run, 'webhooks.refused', logged(run, 'error-share'))],
  }),
  scrmRow({
    id: 'graph-drop',
    family: 'proxy',
    covers: ['A69'],
    what: 'the SCRM believes that it sent every 50th answer; nothing left',
    behaviours: [{ kind: 'drop', size: { every: 50 }, ...always, touches: ['steady.lost'] }],
    defects: { drop: ['steady-unanswered', 'steady-p99'] },
    measure: (run) => [countMeasure(run, 'steady.lost', logged(run, 'drop'), 20)],
  }),
  scrmRow({
    id: 'graph-duplicate',
    family: 'proxy',
    what: 'every 25th answer of the SCRM leaves twice',
    behaviours: [{ kind: 'duplicate', size: { every: 25 }, ...always, touches: ['steady.duplicated'] }],
    defects: { duplicate: ['steady-duplicated'] },
    measure: (run) => [countMeasure(run, 'steady.duplicated', logged(run, 'duplicate'), 40)],
  }),
];
