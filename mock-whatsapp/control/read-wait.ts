import { ControlError } from './control-error.ts';

/** Longest long poll; callers ask again. */
const waitMaxMs = 60_000;

/** `waitMs` and `state` of a long poll; the last state by default. Throws SP_MOCK_REQUEST. */
export function readWait<State extends string>(
  query: { readonly waitMs?: string; readonly state?: string },
  states: readonly State[],
): { readonly waitMs: number; readonly state: State } {
  const waitMs = Number(query.waitMs ?? 0);
  const state = query.state === undefined ? states.at(-1) : states.find((name) => name === query.state);
  if (!(waitMs >= 0))
    throw new ControlError(
      400,
      'SP_MOCK_REQUEST',
      `waitMs: ${query.waitMs}: must be a number of milliseconds`,
    );
  if (state === undefined)
    throw new ControlError(
      400,
      'SP_MOCK_REQUEST',
      `state: ${query.state}: must be one of ${states.join(', ')}`,
    );
  return { waitMs: Math.min(waitMs, waitMaxMs), state };
}
