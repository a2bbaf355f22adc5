import type { Measure, Played, TruthRow } from './row.ts';

/** What the run may say of a requirement, as the table compares it. */
export type CellReading = 'meets' | 'does-not-meet' | 'not-proven' | 'not-tested';

export interface Cell {
  readonly requirement: string;
  readonly metric: string;
  readonly expected: CellReading;
  readonly read: CellReading;
  readonly value: number | null;
}

export interface MeasureResult extends Measure {
  readonly ok: boolean;
  /** |measured − planted| ÷ planted; the plain difference where nothing was planted. */
  readonly error: number | null;
}

export interface DefectResult {
  readonly defect: string;
  /** Every requirement it was expected to break reads "does not meet". */
  readonly found: boolean;
}

/** One finished row: rows/<id>.json. */
export interface RowResult {
  readonly id: string;
  readonly family: string;
  readonly covers: readonly string[];
  readonly what: string;
  readonly validity: 'valid' | 'warnings' | 'invalid';
  /** Validity checks that are not ok. */
  readonly notable: readonly string[];
  /** Times it was played again because it read otherwise than expected in a run that named a disturbance itself. */
  readonly repeats: number;
  readonly seconds: number;
  readonly measures: readonly MeasureResult[];
  readonly cells: readonly Cell[];
  readonly defects: readonly DefectResult[];
  /** Commit that played it; rows of one folder may come from several sessions. */
  readonly commit?: string;
  /** Why the run itself did not end; its cells and measures are empty then. */
  readonly failure: string | null;
}

/** Readings and figures of a played row beside what is expected. Pure. */
export function judgeRow(row: TruthRow, run: Played, repeats: number, seconds: number): RowResult {
  const { validity, requirements } = run.result;
  const broken = new Set(Object.values(row.defects).flat());
  const straddles = new Set(row.straddles);
  const cells = requirements
    .filter(({ id, reading }) => reading !== 'not-tested' && !row.undecided?.includes(id))
    .map(
      ({ id, metric, reading, value }): Cell => ({
        requirement: id,
        metric,
        expected: broken.has(id) ? 'does-not-meet' : straddles.has(id) ? 'not-proven' : 'meets',
        read: reading === 'meets-narrowly' ? 'meets' : reading,
        value,
      }),
    );
  const readingOf = new Map(cells.map((cell) => [cell.requirement, cell.read]));
  return {
    ...header(row),
    validity: stateOf(validity.state),
    notable: validity.checks.filter(({ state }) => state !== 'ok').map(({ id, value }) => `${id} ${value}`),
    repeats,
    seconds,
    measures: row.measure(run).map(compare),
    cells,
    defects: Object.entries(row.defects).map(([defect, breaks]) => ({
      defect,
      found: breaks.every((id) => readingOf.get(id) === 'does-not-meet'),
    })),
    failure: null,
  };
}

/** True when everything planted was found, every other cell read as expected and every figure is within tolerance. */
export function asExpected({ failure, validity, defects, cells, measures }: RowResult): boolean {
  return (
    failure === null &&
    validity !== 'invalid' &&
    defects.every(({ found }) => found) &&
    cells.every(({ expected, read }) => expected === read) &&
    measures.every(({ ok }) => ok)
  );
}

/** A row whose run did not end: nothing found, nothing measured. */
export function failedRow(row: TruthRow, failure: string, seconds: number): RowResult {
  return {
    ...header(row),
    validity: 'invalid',
    notable: [],
    repeats: 0,
    seconds,
    measures: [],
    cells: [],
    defects: Object.keys(row.defects).map((defect) => ({ defect, found: false })),
    failure,
  };
}

function header({ id, family, covers, what }: TruthRow) {
  return { id, family, covers, what };
}

function stateOf(state: string): RowResult['validity'] {
  if (state === 'invalid') return 'invalid';
  return state === 'valid' ? 'valid' : 'warnings';
}

function compare(measure: Measure): MeasureResult {
  const { measured, planted, allowed } = measure;
  if (measured === null) return { ...measure, ok: false, error: null };
  const off = Math.abs(measured - planted);
  return { ...measure, ok: off <= allowed, error: planted === 0 ? off : off / Math.abs(planted) };
}
