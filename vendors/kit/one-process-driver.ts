import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { VendorContext, VendorDriver, VendorWork } from '../contract/lifecycle.ts';
import { writeChildConfig } from './child-config.ts';
import { getJson } from './get-json.ts';
import { type RunningProcess, startProcess } from './process.ts';

/** From spawn to the ready line: a Node process that only listens needs well under a second on an idle core. */
const readyTimeoutMs = 15_000;
const healthTimeoutMs = 2000;

export interface OneProcessReady {
  readonly pid: number;
  readonly webhookUrl: string;
  readonly baseUrl: string;
}

export interface OneProcessOptions<Config> {
  readonly role: string;
  /** Absolute path of the compiled script. It prints OneProcessReady as its ready line. */
  readonly script: string;
  readonly log: (line: string) => void;
  /** What the process is told of the work that begins, as a line on its stdin; absent = nothing. Throws to refuse. */
  readonly workToTell?: (work: VendorWork) => VendorWork | null;
  /** Written 0600 into the data folder and passed as `--config FILE`. */
  readonly config: (context: VendorContext) => Config;
}

/** Driver of a vendor that is one Node process. `health` = the process lives and its /health answers 200. */
export function oneProcessDriver<Config>(options: OneProcessOptions<Config>): VendorDriver {
  let configFile: string | null = null;
  let starting: Promise<RunningProcess<OneProcessReady>> | null = null;
  let running: RunningProcess<OneProcessReady> | null = null;
  const stopped = new AbortController();

  return {
    async prepare(context) {
      mkdirSync(context.dataDir, { recursive: true });
      configFile = join(context.dataDir, `${options.role}.json`);
      writeChildConfig(configFile, options.config(context));
    },
    async start() {
      if (!configFile) throw new Error('prepare() comes before start()');
      starting = startProcess<OneProcessReady>({
        role: options.role,
        command: process.execPath,
        args: [options.script, '--config', configFile],
        readyTimeoutMs,
        signal: stopped.signal,
        log: options.log,
      });
      running = await starting;
      return { webhookUrl: running.ready.webhookUrl, baseUrl: running.ready.baseUrl };
    },
    async health() {
      return (
        running?.running() === true &&
        (await getJson(`${running.ready.baseUrl}/health`, healthTimeoutMs)) !== null
      );
    },
    async begin(work) {
      const told = options.workToTell?.(work) ?? null;
      if (told !== null) running?.tell({ work: told });
    },
    async processes() {
      return running ? [{ role: options.role, pid: running.pid, healthy: running.running() }] : [];
    },
    async stop() {
      stopped.abort();
      const child = await starting?.catch(() => null);
      await child?.stop();
    },
  };
}
