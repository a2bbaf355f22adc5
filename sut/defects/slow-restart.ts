import type { TellDefect } from './defect-log.ts';

/** Listens to one part's ends and starts. */
export interface PartClock {
  ended(): void;
  ready(): void;
}

/** Logs how long the part was really away, `amount` in ms: from its end until it serves again. */
export function partClock(tell: TellDefect): PartClock {
  let endedAt: number | null = null;
  return {
    ended: () => {
      endedAt ??= performance.now();
    },
    ready: () => {
      if (endedAt === null) return;
      tell({ defect: 'slow-restart', copies: 0, amount: performance.now() - endedAt });
      endedAt = null;
    },
  };
}
