import type { RowResult } from './judge-row.ts';
import { bars } from './tolerance.ts';

/** Totals of a table, all from its rows. */
export interface Summary {
  readonly rows: number;
  readonly failedRows: readonly string[];
  /** Rows that read otherwise than expected at first, in a run that named a disturbance. */
  readonly repeated: readonly string[];
  readonly planted: number;
  readonly found: number;
  /** found ÷ planted; 1 when nothing was planted. */
  readonly recall: number;
  /** Reading cells of all rows. */
  readonly cells: number;
  /** Cells that read "does not meet", and those of them that were expected to. */
  readonly accusations: number;
  readonly right: number;
  /** right ÷ accusations; 1 without any. */
  readonly precision: number;
  /** Cells that read what was expected, of all. */
  readonly agreeing: number;
  /** Cells expected to meet that read "not proven". */
  readonly undecided: number;
  readonly measures: number;
  readonly measuresOk: number;
  /** Accusations on rows where nothing is planted ÷ their cells. */
  readonly falseAlarmRatio: number | null;
  readonly passed: boolean;
}

/** Recall over planted defects, precision over all reading cells. Pure. */
export function summarise(rows: readonly RowResult[]): Summary {
  const defects = rows.flatMap((row) => row.defects);
  const cells = rows.flatMap((row) => row.cells);
  const accused = cells.filter(({ read }) => read === 'does-not-meet');
  const measures = rows.flatMap((row) => row.measures);
  const clean = rows.filter((row) => row.defects.length === 0).flatMap((row) => row.cells);
  const found = defects.filter((defect) => defect.found).length;
  const right = accused.filter(({ expected }) => expected === 'does-not-meet').length;
  const recall = share(found, defects.length);
  const precision = share(right, accused.length);
  const measuresOk = measures.filter(({ ok }) => ok).length;
  const failedRows = rows.filter(({ failure, validity }) => failure !== null || validity === 'invalid');
  return {
    rows: rows.length,
    failedRows: failedRows.map(({ id }) => id),
    repeated: rows.filter(({ repeats }) => repeats > 0).map(({ id }) => id),
    planted: defects.length,
    found,
    recall,
    cells: cells.length,
    accusations: accused.length,
    right,
    precision,
    agreeing: cells.filter(({ expected, read }) => expected === read).length,
    undecided: cells.filter(({ expected, read }) => expected === 'meets' && read === 'not-proven').length,
    measures: measures.length,
    measuresOk,
    falseAlarmRatio:
      clean.length === 0 ? null : clean.filter(({ read }) => read === 'does-not-meet').length / clean.length,
    passed:
      recall >= bars.recall &&
      precision >= bars.precision &&
      measuresOk === measures.length &&
      failedRows.length === 0,
  };
}

function share(part: number, whole: number): number {
  return whole === 0 ? 1 : part / whole;
}
