import type { MockOptionSet, MockReady } from '../../../mock-whatsapp/contract/control.ts';
import { asset } from '../../../package-root.ts';
import type { CliContext } from '../context.ts';
import { builtScripts } from './built-scripts.ts';
import { type Child, spawnChild } from './spawn-child.ts';

export interface MockSecrets {
  readonly token: string;
  readonly appSecret: string;
  readonly verifyToken: string;
}

export interface StartMockOptions {
  /** 0 = any free one. */
  readonly port: number;
  readonly controlPort: number;
  readonly options: MockOptionSet;
  readonly run: string;
  /** Null = no event files. */
  readonly eventsDir: string | null;
  readonly logFile: string | null;
  /** The mock itself goes on asking this webhook for its challenge; null = somebody points it later. */
  readonly webhook: string | null;
  readonly secrets: MockSecrets;
  readonly context: CliContext;
}

/** A Node process that listens on two ports; initial JIT on a busy core included. */
const readyTimeoutMs = 20_000;

/** Starts the mock process. Secrets go by environment, not by argument: `ps` shows arguments to everybody. */
export function startMock(
  start: StartMockOptions,
): Promise<{ readonly child: Child; readonly ready: MockReady }> {
  const { secrets, context } = start;
  const args = [
    ['--die-with-parent'],
    ['--port', String(start.port)],
    ['--control-port', String(start.controlPort)],
    ['--options', start.options],
    ['--run', start.run],
    start.eventsDir === null ? [] : ['--events-dir', start.eventsDir],
    start.webhook === null ? [] : ['--webhook', start.webhook],
  ].flat();
  return spawnChild<MockReady>(
    {
      role: 'mock',
      script: asset(builtScripts.mock),
      args,
      env: {
        ...context.env,
        SP_MOCK_TOKEN: secrets.token,
        SP_MOCK_APP_SECRET: secrets.appSecret,
        SP_MOCK_VERIFY_TOKEN: secrets.verifyToken,
      },
      logFile: start.logFile,
      errorId: 'SP_DRIVE_MOCK',
      readyTimeoutMs,
      registry: context.children,
    },
    context.signal,
  );
}
