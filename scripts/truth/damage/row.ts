/**
 * How a run may end: what a reader of result.json is told. `blamed` = some requirement reads "does not meet";
 * `unjudged` = the run left nothing to judge.
 */
export type DamageState = 'invalid' | 'not proven' | 'meets' | 'blamed' | 'unjudged';

/** A run folder after the damage, judged. */
export interface DamagedRun {
  readonly dir: string;
  readonly exitCode: number | null;
}

/** One way to damage the harness. One file per row; its name is the id. */
export interface DamageRow {
  readonly id: string;
  /** What was really done, a sentence. */
  readonly done: string;
  /** States that are right. Never `blamed`: the harness is what is broken. */
  readonly expected: readonly Exclude<DamageState, 'blamed' | 'unjudged'>[];
  /** Checks that must not be "ok": the true cause. */
  readonly causes: readonly string[];
  /** True = needs no measurement of its own: works on a copy of the one finished run. */
  readonly finished: boolean;
  /** Does the damage and returns the judged folder, somewhere below `workDir`. */
  readonly act: (workDir: string) => Promise<DamagedRun>;
}

export interface DamageOutcome {
  readonly id: string;
  readonly done: string;
  readonly expected: readonly string[];
  readonly found: DamageState;
  /** Checks of the true cause that the result names, and those it does not. */
  readonly named: readonly string[];
  readonly unnamed: readonly string[];
  /** The first named cause in words, as the English report prints it. */
  readonly cause: string;
  /** Requirements that read "does not meet". */
  readonly blamed: readonly string[];
  /** Every check that is not "ok", with its state. */
  readonly notable: readonly string[];
  readonly exitCode: number | null;
  readonly right: boolean;
  readonly seconds: number;
}
