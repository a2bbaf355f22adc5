import type { CliContext } from '../context.ts';
import type { MockInput } from '../options/mock-options.ts';
import type { Child } from '../process/spawn-child.ts';
import { type MockSecrets, startMock } from '../process/start-mock.ts';
import { serveUntilInterrupted } from './serve.ts';

/** By hand nothing is secret: known values save the operator a look-up after every restart. */
export const handSecrets: MockSecrets = {
  token: 'stormproof-token',
  appSecret: 'stormproof-secret',
  verifyToken: 'stormproof-verify',
};

/** Runs the mock until Ctrl-C. Prints what to point where. */
export function serveMock(input: MockInput, context: CliContext): Promise<number> {
  return serveUntilInterrupted(context, () => start(input, context));
}

async function start(input: MockInput, context: CliContext): Promise<Child> {
  const secrets: MockSecrets = {
    ...handSecrets,
    ...(input.appSecret === null ? {} : { appSecret: input.appSecret }),
    ...(input.verifyToken === null ? {} : { verifyToken: input.verifyToken }),
  };
  const { child, ready } = await startMock({
    port: input.port,
    controlPort: input.controlPort,
    options: input.mockOptions,
    run: 'mock',
    eventsDir: null,
    logFile: null,
    webhook: input.webhook?.href ?? null,
    secrets,
    context,
  });
  const webhook =
    input.webhook?.href ?? `none yet: POST ${ready.controlUrl}/_sim/webhook {url, verifyToken, appSecret}`;
  const lines = [
    `Graph API      ${ready.graphUrl}   (instead of https://graph.facebook.com)`,
    `access token   ${secrets.token}   app secret ${secrets.appSecret}   verify token ${secrets.verifyToken}`,
    `phone numbers  ${ready.phoneNumberIds.join(' ')}`,
    `webhook        ${webhook}`,
    `control API    ${ready.controlUrl}   Ctrl-C ends it`,
  ];
  context.stdout(`${lines.join('\n')}\n`);
  return child;
}
