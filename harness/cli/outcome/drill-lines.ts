import { drillPrefix, type FaultId } from '../../schema/faults.ts';
import type { Metric, Result, Trial } from '../../schema/result.ts';
import { alignedTable } from './aligned-table.ts';

/** The table of `stormproof drill`: one row a trial, or the pressure's load and what was answered under it. Pure. */
export function drillLines(result: Result, fault: FaultId): readonly string[] {
  return fault === 'cpu-pressure' ? pressureLines(result) : killLines(result.trials);
}

function killLines(trials: readonly Trial[]): readonly string[] {
  if (trials.length === 0) return ['no trial was played'];
  const head = [
    'trial',
    'fault',
    'killed',
    'recovery',
    'slowest in flight',
    'longest gap',
    'lost',
    'twice',
    'healthy',
  ];
  const rows = trials.map((trial) => [
    String(trial.trial),
    trial.fault,
    trial.injected ? trial.role : 'not really injected',
    ms(trial.recoveryMs, 'not seen'),
    ms(trial.inFlightWorstMs, '–'),
    ms(trial.longestGapMs, '–'),
    String(trial.lost),
    String(trial.duplicated),
    trial.restartMs === null ? trial.restoredBy : `after ${ms(trial.restartMs, '–')}, by ${trial.restoredBy}`,
  ]);
  return alignedTable(head, rows);
}

function pressureLines(result: Result): readonly string[] {
  const prefix = drillPrefix('cpu-pressure');
  const metric = (name: string) => result.metrics[`${prefix}.${name}`];
  const load = metric('load.achieved_ratio');
  if (load === undefined) return ['no trial was played'];
  const value = (name: string) => metric(name)?.value ?? 0;
  const rows = [
    ['load, target', percent(metric('load.target_ratio'))],
    ['load, achieved', `${percent(load)} (seconds from ${bound(load.low)} to ${bound(load.high)})`],
    ['trials held', `${value('trials')} of ${metric('trials')?.n ?? 0}`],
    [
      'sends accepted',
      `${value('sends.accepted')} of ${value('sends.due')}, ${percent(metric('sends.accepted_ratio'))}`,
    ],
    ['answered in time', `${value('answered')} of ${value('sent')}, ${percent(metric('answered_ratio'))}`],
    ['lost', String(value('lost') + value('undelivered'))],
    [
      'answer p50 / p99',
      `${ms(value('response.p50'), '–')} / ${ms(metric('response.p99')?.value ?? null, '–')}`,
    ],
    [
      'before the pressure',
      `${ms(metric('baseline.response.p50')?.value ?? null, '–')} / ${ms(metric('baseline.response.p99')?.value ?? null, '–')}`,
    ],
  ];
  return alignedTable(['cpu-pressure', ''], rows);
}

function ms(value: number | null, missing: string): string {
  if (value === null) return missing;
  return value < 1000 ? `${Math.round(value)} ms` : `${(value / 1000).toFixed(1)} s`;
}

function percent(metric: Metric | undefined): string {
  return bound(metric?.value ?? null);
}

/** Truncated: 94.99 % must not read 95.0 %. */
function bound(ratio: number | null): string {
  return ratio === null ? 'not measured' : `${(Math.floor(ratio * 1000) / 10).toFixed(1)} %`;
}
