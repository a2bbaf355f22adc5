import { type Behaviour, begun, noEffect, type PlannedWork } from './behaviour.ts';

/**
 * Crashes when more than `perHour` arrive: the intervals between the arrivals of the last `windowMs` are compared with
 * the share of an hour it is, so that exactly that rate holds however the arrivals jitter. A crash cuts every connection
 * for `downMs`; then it counts anew. Where hours are played faster, rate and window are those of the hour as played.
 */
export function crashAbove(
  size: { readonly perHour: number; readonly windowMs: number; readonly downMs: number },
  onset: number,
  planned: PlannedWork,
): Behaviour {
  const most = (size.perHour * size.windowMs) / 3_600_000;
  const windowMs = size.windowMs / (planned.timeScale ?? 1);
  let recent: number[] = [];
  let downUntilMs = Number.NEGATIVE_INFINITY;
  return (answer) => {
    if (!begun(answer, onset, planned)) return noEffect;
    const { elapsedMs, units = 1 } = answer;
    if (elapsedMs >= downUntilMs) {
      recent = recent.filter((atMs) => atMs > elapsedMs - windowMs);
      recent.push(...Array.from({ length: units }, () => elapsedMs));
      if (recent.length - 1 <= most) return noEffect;
      downUntilMs = elapsedMs + size.downMs;
      recent = [];
    }
    return { holdMs: 0, copies: 0, status: 0 };
  };
}
