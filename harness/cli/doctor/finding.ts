export type FindingState = 'ok' | 'warn' | 'fail';

/** One line of `doctor`. `fix` is set unless the state is ok. */
export interface Finding {
  readonly id: string;
  readonly state: FindingState;
  readonly detail: string;
  readonly fix: string | null;
}

export function ok(id: string, detail: string): Finding {
  return { id, state: 'ok', detail, fix: null };
}

/** Works, but a figure or a feature suffers. */
export function warn(id: string, detail: string, fix: string): Finding {
  return { id, state: 'warn', detail, fix };
}

/** `evaluate` cannot work. */
export function fail(id: string, detail: string, fix: string): Finding {
  return { id, state: 'fail', detail, fix };
}
