import type { RampingVus } from '../options/scenario-config.ts';

/** From `atMs` on, `vus` VUs iterate. */
export interface VuStep {
  readonly atMs: number;
  readonly vus: number;
}

/**
 * How many VUs iterate when, one VU a step. As k6 2.2.0 (lib/executor/ramping_vus.go getRawExecutionSteps): on the
 * way up VU n starts when the line reaches n; on the way down it stops a step earlier, when the line leaves n.
 */
export function vuSteps({ startVUs, stages }: Pick<RampingVus, 'startVUs' | 'stages'>): readonly VuStep[] {
  const steps: VuStep[] = [{ atMs: 0, vus: startVUs }];
  let from = startVUs;
  let endMs = 0;
  for (const { durationMs, target } of stages) {
    endMs += durationMs;
    const change = target - from;
    if (durationMs === 0 && change !== 0) steps.push({ atMs: endMs, vus: target });
    else {
      const direction = Math.sign(change);
      for (let done = 1; done <= Math.abs(change); done += 1) {
        const atMs = endMs - (durationMs * (Math.abs(change) - done)) / Math.abs(change);
        steps.push({ atMs, vus: from + direction * done });
      }
    }
    from = target;
  }
  return steps;
}
