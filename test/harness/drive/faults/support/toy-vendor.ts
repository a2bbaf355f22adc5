import { fileURLToPath } from 'node:url';
import type {
  VendorContext,
  VendorDriver,
  VendorProcess,
} from '../../../../../vendors/contract/lifecycle.ts';
import { getJson } from '../../../../../vendors/kit/get-json.ts';
import { type RunningProcess, startProcess } from '../../../../../vendors/kit/process.ts';

const script = fileURLToPath(new URL('toy-supervisor.mjs', import.meta.url));

interface Health {
  readonly ok: boolean;
  readonly parts: readonly VendorProcess[];
}

/** Two nodes behind a gateway; its store keeps nothing: a killed node takes its asks with it. */
export function toyVendor(options: {
  readonly restart: boolean;
  readonly restorable?: boolean;
}): VendorDriver {
  let context: VendorContext | null = null;
  let child: RunningProcess<{ readonly baseUrl: string; readonly webhookUrl: string }> | null = null;

  async function health(): Promise<Health | null> {
    return child ? getJson<Health>(`${child.ready.baseUrl}/health`, 2000) : null;
  }

  return {
    async prepare(own) {
      context = own;
    },
    async start() {
      child = await startProcess({
        role: 'toy',
        command: process.execPath,
        args: [script, JSON.stringify({ ...context, customers: [], restart: options.restart })],
        readyTimeoutMs: 15_000,
        log: () => undefined,
      });
      return child.ready;
    },
    health: async () => (await health())?.ok === true,
    processes: async () => (await health())?.parts ?? [],
    stop: async () => {
      await child?.stop();
    },
    ...(options.restorable
      ? {
          restore: async () => {
            await fetch(`${child?.ready.baseUrl}/restore`);
          },
        }
      : {}),
  };
}
