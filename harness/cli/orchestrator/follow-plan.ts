import type { Session } from './session.ts';

const pollMs = 1000;

/** Shows the state of a plan that a scenario posts itself. Its absence before the start is no problem. */
export function followPlan(session: Session, id: string): { stop(): void } {
  let asking = false;
  const timer = setInterval(() => {
    if (asking) return;
    asking = true;
    session.control
      .plan(id)
      .then(session.progress.plan, () => {})
      .finally(() => {
        asking = false;
      });
  }, pollMs);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
