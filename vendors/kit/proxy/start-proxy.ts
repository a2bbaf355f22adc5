import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { writeChildConfig } from '../child-config.ts';
import { type RunningProcess, startProcess } from '../process.ts';
import type { ProxyConfig } from './main.ts';

const readyTimeoutMs = 15_000;

export interface ProxyReady {
  /** The Graph base URL to give to the vendor. */
  readonly url: string;
  /** The vendor's API and webhook behind the proxy; null when only Graph is proxied. */
  readonly vendorUrl: string | null;
}

/**
 * Starts the behaviour proxy as a process of its own, so that its work is no load on the orchestrator. Rejects when
 * it does not start, among others because an onset needs the planned work.
 */
export function startProxy(options: {
  readonly packageRoot: string;
  readonly dataDir: string;
  readonly config: ProxyConfig;
  readonly log: (line: string) => void;
  readonly signal?: AbortSignal;
}): Promise<RunningProcess<ProxyReady>> {
  mkdirSync(options.dataDir, { recursive: true });
  const configFile = join(options.dataDir, 'proxy.json');
  writeChildConfig(configFile, options.config);
  return startProcess<ProxyReady>({
    role: 'proxy',
    command: process.execPath,
    args: [join(options.packageRoot, 'dist/vendors/kit/proxy/main.js'), '--config', configFile],
    readyTimeoutMs,
    log: options.log,
    ...(options.signal ? { signal: options.signal } : {}),
  });
}
