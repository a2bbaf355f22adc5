/** Running totals of one plan. */
export interface PlanCounts {
  /** Asks whose time came. */
  due: number;
  injected: number;
  acked: number;
  /** Asks with at least one correct answer. */
  answered: number;
  /** Asks with at least two. */
  duplicated: number;
  wrong: number;
  /** Asks that never went out through the mock's own fault. */
  dropped: number;
  /** Asks that the pair rate does not let anybody answer at once. */
  beyondPairRate: number;
}

export function zeroCounts(): PlanCounts {
  return {
    due: 0,
    injected: 0,
    acked: 0,
    answered: 0,
    duplicated: 0,
    wrong: 0,
    dropped: 0,
    beyondPairRate: 0,
  };
}
