import type { Artefacts, PlanRecord, PressureRecord, TrialRecord } from '../../record/artefacts.ts';
import { scenarioOf } from '../../record/mock-fold.ts';
import { loadRange } from '../../schema/capacity.ts';
import type { Result, Series } from '../../schema/result.ts';
import { Histogram } from '../../stats/histogram.ts';
import { capacityPoints } from '../capacity/states.ts';
import { uslCurve } from '../capacity/usl-curve.ts';
import { capacitySeries } from '../metrics/capacity-metrics.ts';
import { uslSeries } from '../metrics/capacity-usl.ts';
import { toMs } from '../metrics/metric.ts';
import { orderSteps } from './order-steps.ts';
import { pushWindows } from './push-windows.ts';

/** Percentiles of the distribution series: the ladder a chart draws, evenly spaced in "nines". */
const distribution = [0, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975, 0.99, 0.995, 0.999, 0.9995, 0.9999, 1];

/** Series of result.json: windows and distribution of each plan, windows of uploads, hours of the shift. */
export function allSeries(artefacts: Artefacts): Series[] {
  const series: Series[] = [];
  for (const plan of [...artefacts.plans.values()].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    // Points of the capacity search are rows of a series of their own.
    if (['null', 'warmup', 'capacity'].includes(scenarioOf(plan.id))) continue;
    series.push(planWindows(plan));
    if (!artefacts.trials.some((trial) => trial.plan === plan.id)) series.push(planDistribution(plan));
  }
  for (const trial of artefacts.pressures) {
    const plan = artefacts.plans.get(trial.plan);
    if (plan !== undefined) series.push(pressureLoad(trial, plan));
  }
  series.push(...searchSeries(artefacts));
  if (artefacts.media !== null) series.push(mediaWindows(artefacts.media));
  if (artefacts.shift !== null) series.push(shiftHours(artefacts.shift));
  for (const push of artefacts.pushes) series.push(pushWindows(push));
  if (artefacts.orders !== null) series.push(orderSteps(artefacts));
  return series;
}

/** The points of a capacity search and its curve. */
function searchSeries(artefacts: Artefacts): Series[] {
  const { capacity, seed } = artefacts.plan;
  const points = capacityPoints(artefacts);
  if (capacity === undefined || points.length === 0) return [];
  const curve = uslCurve(points, seed);
  return [capacitySeries(points, loadRange(capacity)), ...(curve === null ? [] : [uslSeries(curve)])];
}

/** Fault bands: from the confirmed exit to recovery, on the trial's own windows. */
export function allFaults(trials: readonly TrialRecord[]): Result['faults'] {
  return trials
    .filter((trial) => trial.t0Us !== null)
    .map((trial) => ({
      id: `trial-${trial.trial}`,
      kind: trial.fault,
      series: `${trial.plan}.windows`,
      startMs: toMs(trial.t0Us) ?? 0,
      endMs: endOf(trial),
      label: trial.role,
    }));
}

function endOf(trial: TrialRecord): number | null {
  const recovered =
    trial.recoveryMs === null || trial.t0Us === null ? null : trial.t0Us + trial.recoveryMs * 1000;
  return toMs(recovered === null ? null : Math.max(recovered, trial.healedUs ?? 0));
}

function planWindows(plan: PlanRecord): Series {
  let open = 0;
  const rows = plan.windows.map((window, index) => {
    open += window.injected - window.answered;
    const { response } = window;
    return [
      index * plan.windowMs,
      window.planned,
      window.injected,
      window.answered,
      toMs(response.quantile(0.5)),
      toMs(response.quantile(0.99)),
      response.total > 0 ? toMs(response.maxUs) : null,
      open,
    ];
  });
  return {
    id: `${plan.id}.windows`,
    windowMs: plan.windowMs,
    columns: ['t', 'planned', 'injected', 'answered', 'p50', 'p99', 'max', 'open'],
    rows,
  };
}

function planDistribution(plan: PlanRecord): Series {
  const columns = ['percentile', 'response', 'service', 'lateness'];
  const { response, service, lateness } = plan.all;
  const rows =
    response.total === 0
      ? []
      : distribution.map((p) => [
          p * 100,
          toMs(response.quantile(p)),
          toMs(service.quantile(p)),
          toMs(lateness.quantile(p)),
        ]);
  return { id: `${plan.id}.distribution`, windowMs: 0, columns, rows };
}

/** Busy share of the vendor's cores once a second, and the burners' part of it; t from the plan's start. */
function pressureLoad(trial: PressureRecord, plan: PlanRecord): Series {
  return {
    id: `${trial.plan}.load`,
    windowMs: 1000,
    columns: ['t', 'busy', 'burners'],
    rows: trial.seconds.map(({ atNs, busyRatio, dutyRatio }) => [
      toMs((atNs - plan.startNs) / 1000),
      rounded(busyRatio),
      rounded(dutyRatio),
    ]),
  };
}

function rounded(ratio: number): number {
  return Math.round(ratio * 10_000) / 10_000;
}

/** Uploads in fiftieths of the plan, by index: `t` is the first index of the window. */
function mediaWindows(media: NonNullable<Artefacts['media']>): Series {
  const per = Math.max(1, Math.ceil(media.planned / 50));
  const windows = new Map<number, { times: Histogram; failed: number }>();
  for (const upload of media.uploads) {
    const index = Math.floor(upload.index / per) * per;
    const window = windows.get(index) ?? { times: new Histogram(), failed: 0 };
    windows.set(index, window);
    window.times.record(upload.ms * 1000);
    if (!upload.ok) window.failed += 1;
  }
  return {
    id: 'media.windows',
    windowMs: 0,
    columns: ['t', 'uploads', 'failed', 'p50', 'max'],
    rows: [...windows]
      .sort(([a], [b]) => a - b)
      .map(([index, { times, failed }]) => [
        index,
        times.total,
        failed,
        toMs(times.quantile(0.5)),
        toMs(times.maxUs),
      ]),
  };
}

function shiftHours(shift: NonNullable<Artefacts['shift']>): Series {
  return {
    id: 'shift.hours',
    windowMs: 3_600_000,
    columns: ['hour', 'n', 'operations', 'p50', 'p95', 'max', 'errors', 'slips'],
    rows: shift.hours.map((hour) => [
      hour.hour,
      hour.response.total,
      hour.operations,
      toMs(hour.response.quantile(0.5)),
      toMs(hour.response.quantile(0.95)),
      hour.response.total > 0 ? toMs(hour.response.maxUs) : null,
      hour.systemErrors,
      hour.humanSlips,
    ]),
  };
}
