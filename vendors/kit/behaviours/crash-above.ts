import { type Behaviour, begun, noEffect, type PlannedWork } from './behaviour.ts';

/**
 * Crashes when more than `perHour` arrive: the count of the last `windowMs` is compared with the share of an hour it is.
 * A crash cuts every connection for `downMs`; then it counts anew.
 */
export function crashAbove(
  size: { readonly perHour: number; readonly windowMs: number; readonly downMs: number },
  onset: number,
  planned: PlannedWork,
): Behaviour {
  const most = (size.perHour * size.windowMs) / 3_600_000;
  let recent: number[] = [];
  let downUntilMs = Number.NEGATIVE_INFINITY;
  return (answer) => {
    if (!begun(answer, onset, planned)) return noEffect;
    const { elapsedMs } = answer;
    if (elapsedMs >= downUntilMs) {
      recent = recent.filter((atMs) => atMs > elapsedMs - size.windowMs);
      recent.push(elapsedMs);
      if (recent.length <= most) return noEffect;
      downUntilMs = elapsedMs + size.downMs;
      recent = [];
    }
    return { holdMs: 0, copies: 0, status: 0 };
  };
}
