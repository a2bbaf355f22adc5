import type { FastifyPluginCallback } from 'fastify';
import type { CustomerList } from '../contract/control.ts';
import type { ControlContext } from './control-context.ts';
import { ControlError, parseBody } from './control-error.ts';
import { askSchema, customerRangeSchema, customersSchema } from './schemas.ts';

/** Customers, and asks of scripts. */
export function customerRoutes(context: ControlContext): FastifyPluginCallback {
  return (app, _options, done) => {
    const schema = customersSchema(context.numbers.length);
    app.put('/_sim/customers', (request, reply) => {
      const { customers } = parseBody(schema, request.body);
      if (context.plans.busy || context.scriptAsks.open > 0)
        throw new ControlError(
          409,
          'SP_MOCK_BUSY',
          'customers are busy: wait until every plan is done, or stop it',
        );
      context.directory.replace(customers);
      return reply.send({ count: customers.length });
    });

    app.get<{ Querystring: Record<string, string> }>('/_sim/customers', (request, reply) => {
      const { first, count } = parseBody(customerRangeSchema, request.query);
      const { size } = context.directory;
      if (first + count > size)
        throw new ControlError(
          400,
          'SP_MOCK_REQUEST',
          `first, count: ${first}, ${count}: ${size} customers are set: ask for fewer or PUT /_sim/customers first`,
        );
      const waIds = Array.from({ length: count }, (_, i) => context.directory.at(first + i)?.waId ?? '');
      return reply.send({ first, waIds } satisfies CustomerList);
    });

    app.post<{ Params: { wa_id: string } }>('/_sim/customers/:wa_id/ask', async (request, reply) => {
      const ask = parseBody(askSchema, request.body);
      const customer = context.directory.byWaId(request.params.wa_id);
      if (customer === undefined)
        throw new ControlError(
          404,
          'SP_MOCK_CUSTOMER',
          `no customer ${request.params.wa_id}: PUT /_sim/customers first`,
        );
      if (!context.hasWebhook())
        throw new ControlError(
          409,
          'SP_MOCK_NO_WEBHOOK',
          'no webhook is subscribed: POST /_sim/webhook first',
        );
      return reply.send(await context.scriptAsks.ask(customer, ask));
    });
    done();
  };
}
