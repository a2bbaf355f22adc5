import type { FastifyReply, FastifyRequest } from 'fastify';
import type pino from 'pino';
import { FencedError } from '../cluster/fenced-error.ts';

/** An answer of the agent API that is not a success: `{error: {id, message}, ...details}`. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly id: string;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(status: number, id: string, message: string, details: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.status = status;
    this.id = id;
    this.details = details;
  }
}

function translate(error: unknown): ApiError | null {
  if (error instanceof ApiError) return error;
  if (error instanceof FencedError) {
    return new ApiError(503, 'SP_SUT_NODE_FENCED', 'this node was taken over; try again');
  }
  const { statusCode, message } = error as { statusCode?: number; message?: string };
  if (statusCode && statusCode >= 400 && statusCode < 500) {
    return new ApiError(statusCode, 'SP_SUT_BAD_REQUEST', message ?? 'bad request');
  }
  return null;
}

/** Fastify error handler of the agent side. Anything unforeseen is logged and answered with 500 without details. */
export function apiErrorHandler(log: pino.Logger) {
  return (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
    const known = translate(error);
    if (!known) log.error({ err: error, route: request.routeOptions.url }, 'agent API failed');
    const answer = known ?? new ApiError(500, 'SP_SUT_INTERNAL', 'internal error; see the log of this node');
    if (typeof answer.details.retryAfterSec === 'number') {
      reply.header('retry-after', answer.details.retryAfterSec);
    }
    return reply
      .code(answer.status)
      .send({ error: { id: answer.id, message: answer.message }, ...answer.details });
  };
}
