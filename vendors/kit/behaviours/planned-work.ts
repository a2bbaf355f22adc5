import type { PlannedWork } from './behaviour.ts';

/** `settings.planned {answers, ms}` of vendor.yaml; null where it is absent. Throws when it is there and wrong. */
export function plannedWork(settings: Readonly<Record<string, unknown>>): PlannedWork | null {
  const { planned } = settings;
  if (planned === undefined) return null;
  if (isPlannedWork(planned)) return { answers: planned.answers, ms: planned.ms };
  throw new Error('settings.planned must be {answers: number, ms: number}');
}

function isPlannedWork(value: unknown): value is PlannedWork {
  if (typeof value !== 'object' || value === null) return false;
  const { answers, ms } = value as Record<string, unknown>;
  return typeof answers === 'number' && answers >= 0 && typeof ms === 'number' && ms >= 0;
}
