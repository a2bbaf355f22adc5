import type { PlanStatus } from '../../../mock-whatsapp/contract/plan.ts';

/** Everything a progress view shows: one snapshot, replaced, never grown (at most `keptNotices` lines are kept). */
export interface ProgressState {
  readonly title: string;
  readonly startedAtMs: number;
  /** Expected length of the whole run; null = unknown. */
  readonly expectedMs: number | null;
  readonly phase: {
    readonly name: string;
    readonly index: number;
    readonly count: number;
    readonly startedAtMs: number;
  } | null;
  readonly plan: PlanStatus | null;
  /** Work that is not an arrival plan: uploads, operations, kills; `total` null = nobody knows. */
  readonly work: { readonly done: number; readonly total: number | null; readonly unit: string } | null;
  readonly notices: readonly string[];
}

export const keptNotices = 3;

export function initialProgress(
  title: string,
  startedAtMs: number,
  expectedMs: number | null,
): ProgressState {
  return { title, startedAtMs, expectedMs, phase: null, plan: null, work: null, notices: [] };
}
