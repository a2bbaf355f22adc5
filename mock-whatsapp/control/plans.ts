import type { FastifyPluginCallback } from 'fastify';
import type { PlanStatus } from '../contract/plan.ts';
import type { ControlContext } from './control-context.ts';
import { ControlError, parseBody } from './control-error.ts';
import { readWait } from './read-wait.ts';
import { planSchema } from './schemas.ts';

interface PlanRoute {
  Params: { id: string };
  Querystring: { waitMs?: string; state?: string };
}

const states: readonly PlanStatus['state'][] = ['waiting', 'playing', 'draining', 'done'];

/** Arrival plans. */
export function planRoutes(context: ControlContext): FastifyPluginCallback {
  return (app, _options, done) => {
    app.post('/_sim/plans', (request, reply) => {
      const plan = parseBody(planSchema, request.body);
      const accepted = context.plans.accept(plan);
      if ('refused' in accepted) throw new ControlError(409, 'SP_MOCK_PLAN', accepted.refused);
      return reply.code(202).send(accepted);
    });

    app.get<PlanRoute>('/_sim/plans/:id', async (request, reply) => {
      const { id } = request.params;
      const { waitMs, state } = readWait(request.query, states);
      const status = await context.plans.wait(id, state, waitMs);
      if (status === null) throw unknownPlan(id);
      return reply.send(status);
    });

    app.post<PlanRoute>('/_sim/plans/:id/stop', (request, reply) => {
      const status = context.plans.stop(request.params.id);
      if (status === null) throw unknownPlan(request.params.id);
      return reply.send(status);
    });
    done();
  };
}

function unknownPlan(id: string): ControlError {
  return new ControlError(404, 'SP_MOCK_PLAN', `no plan "${id}" was accepted by this mock`);
}
