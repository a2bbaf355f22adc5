import type { FastifyPluginCallback } from 'fastify';
import type { CustomersPage } from '../contract/control.ts';
import type { ControlContext } from './control-context.ts';
import { ControlError, parseBody } from './control-error.ts';
import { askSchema, customersSchema, pageSchema } from './schemas.ts';

/** Customers, and asks of scripts. */
export function customerRoutes(context: ControlContext): FastifyPluginCallback {
  return (app, _options, done) => {
    const schema = customersSchema(context.numbers.length);
    app.put('/_sim/customers', (request, reply) => {
      const { customers } = parseBody(schema, request.body);
      if (context.plans.busy || context.pushes.busy || context.scriptAsks.open > 0)
        throw new ControlError(
          409,
          'SP_MOCK_BUSY',
          'customers are busy: wait until every plan is done, or stop it',
        );
      context.directory.replace(customers);
      return reply.send({ count: customers.length });
    });

    app.get('/_sim/customers', (request, reply) => {
      const { first, count } = parseBody(pageSchema, request.query);
      const page: CustomersPage['customers'][number][] = [];
      for (let index = first; index < first + count; index += 1) {
        const customer = context.directory.at(index);
        if (customer === undefined) break;
        page.push({ index, waId: customer.waId, name: customer.name });
      }
      return reply.send({ customers: page } satisfies CustomersPage);
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
