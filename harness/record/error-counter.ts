import type { ErrorRow } from './artefacts.ts';

export interface ErrorCounter {
  add(origin: ErrorRow['origin'], className: string, scenario: string, atNs: number, count?: number): void;
  /** Rows sorted by scenario, origin and class; times in ms from `startNs`. */
  rows(startNs: number): readonly ErrorRow[];
}

/** Counts errors by class, origin and scenario. Classes come from closed sets (statuses, codes), so memory is bounded. */
export function errorCounter(): ErrorCounter {
  const cells = new Map<
    string,
    { row: Omit<ErrorRow, 'count' | 'firstMs' | 'lastMs'>; count: number; first: number; last: number }
  >();
  return {
    add(origin, className, scenario, atNs, count = 1) {
      if (count <= 0) return;
      const key = `${scenario}\n${origin}\n${className}`;
      const cell = cells.get(key);
      if (cell === undefined) {
        cells.set(key, { row: { class: className, origin, scenario }, count, first: atNs, last: atNs });
        return;
      }
      cell.count += count;
      cell.first = Math.min(cell.first, atNs);
      cell.last = Math.max(cell.last, atNs);
    },
    rows(startNs) {
      const sorted = [...cells.entries()].sort(([a], [b]) => (a < b ? -1 : 1));
      return sorted.map(([, { row, count, first, last }]) => ({
        ...row,
        count,
        firstMs: (first - startNs) / 1e6,
        lastMs: (last - startNs) / 1e6,
      }));
    },
  };
}
