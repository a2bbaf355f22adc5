import type { Bundle } from '../../drive/bundle.ts';
import type { RunningVendor } from '../../drive/vendor/start-vendor.ts';
import type { AgentPlan } from '../../schema/capacity.ts';
import type { EngineName } from '../options/evaluate-options.ts';
import { customerPlan } from './customer-plan.ts';
import { deadlines } from './deadlines.ts';
import type { PlannedPoint } from './planned-point.ts';
import { playScript } from './scenario-phase.ts';
import type { Session } from './session.ts';

/** The script of the agents and what plays it. */
export interface AgentEngine {
  /** Of scenarios/agent-ramp; undefined where asks alone are raised. */
  readonly bundle: Bundle | undefined;
  readonly engine: EngineName;
}

/** Plays points of a search for agents: an engine of its own for each, and customers that the points before did not use. */
export function agentPoint(
  session: Session,
  vendor: RunningVendor,
  { asksPerAgentMinute, pointMs }: AgentPlan,
  { bundle, engine }: AgentEngine,
): (point: PlannedPoint) => Promise<void> {
  const { storm, total } = customerPlan(session.size);
  let next = storm;
  return async ({ id, number, load }) => {
    if (bundle === undefined) throw new Error('no bundle of agent-ramp');
    const asks = Math.max(1, Math.round((load * asksPerAgentMinute * pointMs) / 60_000));
    const customers = Math.min(asks, total);
    if (next + customers > total) next = 0;
    const first = next;
    next += customers;
    await playScript(session, vendor, {
      id: 'capacity',
      bundle,
      emitter: `engine-${number}`,
      engine,
      plan: id,
      env: {
        SP_RAMP_POINT: id,
        SP_RAMP_AGENTS: String(load),
        SP_RAMP_MS: String(pointMs),
        SP_RAMP_ASKS_PER_AGENT_MINUTE: String(asksPerAgentMinute),
        SP_RAMP_FIRST_CUSTOMER: String(first),
        SP_RAMP_CUSTOMERS: String(customers),
        SP_RAMP_DEADLINE_MS: String(deadlines.answerDeadlineMs),
      },
    });
  };
}
