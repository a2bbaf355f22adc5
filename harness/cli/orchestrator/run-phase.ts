import type { Session } from './session.ts';

/** Runs one phase: said to the user, recorded with its begin and its end, also when it fails. */
export async function runPhase<T>(session: Session, name: string, work: () => Promise<T>): Promise<T> {
  session.signal.throwIfAborted();
  session.progress.phase(name);
  session.events.started(name);
  try {
    const value = await work();
    session.events.ended(name);
    return value;
  } catch (error) {
    session.events.ended(name, error instanceof Error ? error.message : String(error));
    throw error;
  }
}

/** Records a phase that does not take place, and why. */
export function skipPhase(session: Session, name: string, why: string): void {
  session.progress.notice(`${name} skipped: ${why}`);
  session.events.skipped(name, why);
}
