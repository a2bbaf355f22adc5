import type { FastifyRequest } from 'fastify';
import { type GraphError, graphErrors } from '../graph-error.ts';

/** Bearer header or `?access_token=`, as Graph takes both. Null = let in. */
export function authError(request: FastifyRequest, token: string): GraphError | null {
  const header = request.headers.authorization;
  if (header === `Bearer ${token}`) return null;
  const query = (request.query as Readonly<Record<string, unknown>>).access_token;
  if (header === undefined && query === token) return null;
  if (header === undefined && query === undefined) return graphErrors.tokenMissing();
  return graphErrors.tokenInvalid();
}
