import type { MockOptionSet, MockReady } from '../../../mock-whatsapp/contract/control.ts';
import { asset } from '../../../package-root.ts';
import type { CliContext } from '../context.ts';
import type { RunSecrets } from '../run-folder/secrets.ts';
import { builtScripts } from './built-scripts.ts';
import { type Child, spawnChild } from './spawn-child.ts';

export interface StartMockOptions {
  /** 0 = any free one. */
  readonly port: number;
  readonly controlPort: number;
  readonly options: MockOptionSet;
  readonly run: string;
  /** Null = no event files. */
  readonly eventsDir: string | null;
  readonly logFile: string | null;
  readonly secrets: RunSecrets;
  readonly publicUrl: string | null;
  readonly tls: { readonly certFile: string; readonly keyFile: string } | null;
  readonly context: CliContext;
}

/** A Node process that listens on two ports; initial JIT on a busy core included. */
const readyTimeoutMs = 20_000;

/** Starts the mock process. The token goes by environment, not by argument: `ps` shows arguments to everybody. */
export function startMock(
  start: StartMockOptions,
): Promise<{ readonly child: Child; readonly ready: MockReady }> {
  const args = [
    ['--port', String(start.port)],
    ['--control-port', String(start.controlPort)],
    ['--options', start.options],
    ['--run', start.run],
    start.eventsDir === null ? [] : ['--events-dir', start.eventsDir],
    start.publicUrl === null ? [] : ['--public-url', start.publicUrl],
    start.tls === null ? [] : ['--tls-cert', start.tls.certFile, '--tls-key', start.tls.keyFile],
  ].flat();
  return spawnChild<MockReady>(
    {
      role: 'mock',
      script: asset(builtScripts.mock),
      args,
      env: { ...start.context.env, SP_MOCK_TOKEN: start.secrets.token },
      logFile: start.logFile,
      errorId: 'SP_DRIVE_MOCK',
      readyTimeoutMs,
      registry: start.context.children,
    },
    start.context.signal,
  );
}
