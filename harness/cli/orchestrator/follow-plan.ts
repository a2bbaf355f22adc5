import type { PlanStatus } from '../../../mock-whatsapp/contract/plan.ts';
import type { Session } from './session.ts';

const pollMs = 1000;

/** Shows the state of a plan that a scenario posts itself. Its absence before the start is no problem. */
export function followPlan(session: Session, id: string): { stop(): void } {
  return follow(session, () => session.control.plan(id));
}

/** Shows the newest plan that is played, whatever its id; `onPlan` hears of each. Without one nothing is shown. */
export function followNewestPlan(session: Session, onPlan: () => void): { stop(): void } {
  return follow(session, async () => {
    const { plans } = await session.control.state();
    const playing = plans.filter(({ state }) => state !== 'done').at(-1) ?? null;
    if (playing !== null) onPlan();
    return playing;
  });
}

function follow(session: Session, status: () => Promise<PlanStatus | null>): { stop(): void } {
  let asking = false;
  const timer = setInterval(() => {
    if (asking) return;
    asking = true;
    status()
      .then(
        (found) => {
          if (found !== null) session.progress.plan(found);
        },
        () => {},
      )
      .finally(() => {
        asking = false;
      });
  }, pollMs);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
