import type { FastifyInstance } from 'fastify';
import type pg from 'pg';
import { ApiError } from './api-error.ts';
import { actorOf, bearerToken } from './authenticate.ts';
import { createLoginThrottle } from './login-throttle.ts';
import { hashPassword, verifyPassword } from './password.ts';
import { endSession, findAccount, openSession, setPresence } from './sessions.ts';

interface Credentials {
  readonly login: string;
  readonly password: string;
}

const credentialsSchema = {
  type: 'object',
  required: ['login', 'password'],
  properties: {
    login: { type: 'string', minLength: 1, maxLength: 200 },
    password: { type: 'string', minLength: 1, maxLength: 200 },
  },
} as const;

/** `POST /api/login {login, password}` → {token, agentId, role}. 401 wrong, 429 after too many wrong ones. */
export async function registerLoginRoute(app: FastifyInstance, pool: pg.Pool): Promise<void> {
  const throttle = createLoginThrottle();
  // An unknown login costs as much as a wrong password, so the answer time does not tell which names exist.
  const nobody = await hashPassword('nobody');

  app.post<{ Body: Credentials }>(
    '/api/login',
    { schema: { body: credentialsSchema } },
    async ({ body: { login, password } }) => {
      const waitMs = throttle.waitMs(login);
      if (waitMs > 0) {
        throw new ApiError(429, 'SP_SUT_LOGIN_THROTTLED', 'too many wrong passwords for this login', {
          retryAfterSec: Math.ceil(waitMs / 1000),
        });
      }
      const account = await findAccount(pool, login);
      const right = await verifyPassword(password, account?.hash ?? nobody);
      if (!account || !right) {
        throttle.failed(login);
        throw new ApiError(401, 'SP_SUT_LOGIN_WRONG', 'login or password is wrong');
      }
      throttle.succeeded(login);
      return { token: await openSession(pool, account.id), agentId: account.id, role: account.role };
    },
  );
}

/**
 * `PUT /api/presence {status}` → {status, connected}: work comes while online and connected (a channel is open).
 * `POST /api/logout`: offline, and the token ends. Conversations go to others after the release grace.
 */
export function registerPresenceRoutes(app: FastifyInstance, pool: pg.Pool, changed: () => void): void {
  async function announce(agentId: number, status: string): Promise<boolean> {
    const connected = await setPresence(pool, agentId, status);
    changed();
    return connected;
  }

  app.put<{ Body: { status: string } }>(
    '/api/presence',
    {
      schema: {
        body: {
          type: 'object',
          required: ['status'],
          properties: { status: { enum: ['online', 'away', 'offline'] } },
        },
      },
    },
    async (request) => {
      const { status } = request.body;
      return { status, connected: await announce(actorOf(request).agentId, status) };
    },
  );

  app.post('/api/logout', async (request) => {
    await announce(actorOf(request).agentId, 'offline');
    await endSession(pool, bearerToken(request) ?? '');
    return {};
  });
}
