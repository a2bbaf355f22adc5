import type { MockReady } from '../../../mock-whatsapp/contract/control.ts';
import { createControlClient } from '../../drive/control-client.ts';
import type { CliContext } from '../context.ts';
import type { MockInput } from '../options/mock-options.ts';
import { startMock } from '../process/start-mock.ts';
import { makeSecrets } from '../run-folder/secrets.ts';
import { serve } from './serve.ts';

/** Runs the mock until Ctrl-C. Prints what to point where: the vendor's settings, one a line. */
export async function serveMock(input: MockInput, context: CliContext): Promise<number> {
  const secrets = makeSecrets({
    ...(input.appSecret === null ? {} : { appSecret: input.appSecret }),
    ...(input.verifyToken === null ? {} : { verifyToken: input.verifyToken }),
  });
  const { child, ready } = await startMock({
    port: input.port,
    controlPort: input.controlPort,
    options: input.mockOptions,
    run: 'mock',
    eventsDir: null,
    logFile: null,
    secrets,
    publicUrl: input.publicUrl?.href ?? null,
    tls: input.tls,
    context,
  });
  const control = createControlClient(ready.controlUrl);
  try {
    if (input.webhook !== null) {
      await control.setWebhook({
        url: input.webhook.href,
        verifyToken: secrets.verifyToken,
        appSecret: secrets.appSecret,
      });
    }
  } catch (error) {
    await child.stop();
    throw error;
  } finally {
    await control.close();
  }
  context.stdout(
    `${mockLines(ready, secrets.token, secrets.appSecret, secrets.verifyToken, input.webhook).join('\n')}\n`,
  );
  return serve(child, context);
}

function mockLines(
  ready: MockReady,
  token: string,
  appSecret: string,
  verifyToken: string,
  webhook: URL | null,
): readonly string[] {
  const hook =
    webhook === null ? `POST ${ready.controlUrl}/_sim/webhook {url, verifyToken, appSecret}` : webhook.href;
  return [
    `Graph API      ${ready.graphUrl}   (instead of https://graph.facebook.com)`,
    `access token   ${token}   app secret ${appSecret}   verify token ${verifyToken}`,
    `phone numbers  ${ready.phoneNumberIds.join(' ')}`,
    `webhook        ${hook}`,
    `control API    ${ready.controlUrl}   Ctrl-C ends it`,
  ];
}
