import type { MemorySeries } from '../../record/artefacts.ts';
import { trend } from '../../stats/trend.ts';
import { causeOf } from '../cause.ts';
import { scenariosRun } from '../phase-of.ts';
import { stateOf, type ValidityRule } from '../validity-outcome.ts';

/** Heap and code caches fill until then (design §7 measures memory from the tenth minute on). */
const settleMin = 10;
/** Shortest stretch a slope is fitted to. */
const shortestMin = 10;
/** 16 MiB an hour doubles the mock's resident 128 MiB in an 8-hour shift, and a heap twice as large is collected twice as long. */
const limitBytes = 16 * 1024 ** 2;

/**
 * Memory that a process of the harness provably gains an hour: lower 95 % bound of the Theil–Sen slope of its
 * minutes' peaks, from the tenth minute on. Not looked at in runs below 20 minutes.
 */
export const memorySlope: ValidityRule = (artefacts) => {
  const measured = artefacts.phases.filter((phase) => phase.endNs < Number.MAX_SAFE_INTEGER);
  const spanMin = measured.reduce((total, phase) => total + (phase.endNs - phase.startNs) / 60e9, 0);
  if (spanMin < settleMin + shortestMin) return null;
  const slopes = artefacts.memory.flatMap((series) => {
    const bytes = gainPerHour(series);
    return bytes === null ? [] : [{ role: series.role, bytes }];
  });
  const worst = slopes.sort((a, b) => b.bytes - a.bytes)[0];
  const value = worst === undefined ? null : Math.max(0, worst.bytes);
  const state = stateOf(value, Number.POSITIVE_INFINITY, limitBytes);
  return {
    check: {
      id: 'memory-slope',
      value,
      limit: limitBytes,
      unit: 'bytes',
      state,
      moves: 'slower',
      cause: causeOf(
        'memory-slope',
        state,
        worst === undefined ? {} : { role: worst.role, gainBytes: Math.max(0, worst.bytes) },
      ),
    },
    scenarios: scenariosRun(artefacts),
  };
};

function gainPerHour({ minutes, rssBytes }: MemorySeries): number | null {
  const from = (minutes[0] ?? 0) + settleMin;
  const first = minutes.findIndex((minute) => minute >= from);
  if (first < 0 || minutes.length - first < shortestMin) return null;
  return Math.round((trend(minutes.slice(first), rssBytes.slice(first))?.low ?? 0) * 60);
}
