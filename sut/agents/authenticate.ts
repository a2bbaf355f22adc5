import type { FastifyRequest } from 'fastify';
import type pg from 'pg';
import { ApiError } from './api-error.ts';
import { type Actor, findSession } from './sessions.ts';

const actors = new WeakMap<FastifyRequest, Actor>();

/** The bearer token of a request; null when it has none. */
export function bearerToken(request: FastifyRequest): string | null {
  const header = request.headers.authorization;
  return header?.startsWith('Bearer ') ? header.slice('Bearer '.length) : null;
}

/** Finds out who asks and keeps it for `actorOf`. Throws 401 without a valid token. */
export async function authenticate(
  pool: pg.Pool,
  request: FastifyRequest,
  token: string | null,
): Promise<void> {
  const actor = token ? await findSession(pool, token) : null;
  if (!actor) {
    throw new ApiError(401, 'SP_SUT_NOT_LOGGED_IN', 'log in at POST /api/login and send the token as bearer');
  }
  actors.set(request, actor);
}

/** Who asks. Only in routes behind `authenticate`. */
export function actorOf(request: FastifyRequest): Actor {
  const actor = actors.get(request);
  if (!actor) throw new Error(`route ${request.routeOptions.url} is not behind authenticate`);
  return actor;
}
