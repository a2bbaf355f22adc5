import type { FastifyInstance, FastifyRequest } from 'fastify';
import type pg from 'pg';
import { ApiError } from '../agents/api-error.ts';
import { actorOf } from '../agents/authenticate.ts';

/** A placed order. */
interface Order {
  readonly number: string;
  readonly waId: string;
  readonly item: string;
  readonly quantity: number;
  readonly address: string;
  readonly placedAt: Date;
}

/** Rows one answer holds at most: a customer's newest. */
const maxRows = 100;

const columns = `order_number(o.id) AS number, c.wa_id AS "waId", o.item, o.quantity, o.address, o.placed_at AS "placedAt"`;

/** `GET /api/orders/:number` → the order; `GET /api/orders?waId=` → a customer's, oldest first. Supervisors only. */
export function registerOrderRoutes(app: FastifyInstance, pool: pg.Pool): void {
  app.get<{ Params: { readonly number: string } }>(
    '/api/orders/:number',
    {
      schema: {
        params: { type: 'object', properties: { number: { type: 'string', pattern: '^SO-[0-9]{6,15}$' } } },
      },
    },
    async (request) => {
      requireSupervisor(request);
      const { number } = request.params;
      const { rows } = await pool.query<Order>({
        name: 'order_by_number',
        text: `SELECT ${columns} FROM orders o
                 JOIN conversations v ON v.id = o.conversation_id JOIN contacts c ON c.id = v.contact_id
                WHERE o.id = $1 AND o.state = 'placed'`,
        values: [Number(number.slice('SO-'.length))],
      });
      if (rows[0] === undefined) throw new ApiError(404, 'SP_SUT_NO_ORDER', `there is no order ${number}`);
      return rows[0];
    },
  );

  app.get<{ Querystring: { readonly waId: string } }>(
    '/api/orders',
    {
      schema: {
        querystring: {
          type: 'object',
          required: ['waId'],
          properties: { waId: { type: 'string', pattern: '^[0-9]{5,15}$' } },
        },
      },
    },
    async (request) => {
      requireSupervisor(request);
      const { rows } = await pool.query<Order>({
        name: 'orders_of_customer',
        text: `SELECT * FROM (
                 SELECT ${columns} FROM contacts c
                   JOIN conversations v ON v.contact_id = c.id JOIN orders o ON o.conversation_id = v.id
                  WHERE c.wa_id = $1 AND o.state = 'placed' ORDER BY o.id DESC LIMIT $2
               ) AS newest ORDER BY number`,
        values: [request.query.waId, maxRows],
      });
      return rows;
    },
  );
}

function requireSupervisor(request: FastifyRequest): void {
  if (actorOf(request).role !== 'supervisor')
    throw new ApiError(403, 'SP_SUT_SUPERVISORS_ONLY', 'orders are read by supervisors');
}
