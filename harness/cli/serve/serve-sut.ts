import { asset } from '../../../package-root.ts';
import type { CliContext } from '../context.ts';
import type { SutInput } from '../options/sut-options.ts';
import { builtScripts } from '../process/built-scripts.ts';
import { spawnChild } from '../process/spawn-child.ts';
import { serve } from './serve.ts';

/** initdb on a slow disk, migrations, gateway, nodes. */
const readyTimeoutMs = 90_000;

/** Runs the reference SCRM until Ctrl-C. Its own ready lines say what to point where. */
export async function serveSut(input: SutInput, context: CliContext): Promise<number> {
  const { child, ready } = await spawnChild<Readonly<Record<string, unknown>>>(
    {
      role: 'sut',
      script: asset(builtScripts.sut),
      args: ['--port', String(input.port), '--nodes', String(input.nodes), '--graph', input.graph.href],
      env: context.env,
      logFile: null,
      errorId: 'SP_DRIVE_VENDOR_START',
      readyTimeoutMs,
      registry: context.children,
    },
    context.signal,
  );
  context.stdout(`${JSON.stringify(ready)}\n`);
  return serve(child, context);
}
