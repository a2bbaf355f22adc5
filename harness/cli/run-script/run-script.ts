import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleScript } from '../../drive/bundle.ts';
import type { CliContext } from '../context.ts';
import type { RunInput } from '../options/run-options.ts';
import { pickEngine } from '../process/pick-engine.ts';
import { playScript } from './play-script.ts';
import { printProgress } from './print-progress.ts';
import { runWithVendor } from './run-with-vendor.ts';

/** Runs one script as k6 does. Returns k6's exit code. */
export async function runScript(input: RunInput, context: CliContext): Promise<number> {
  pickEngine(input.engine);
  if (input.vendor !== null || input.webhook !== null) return runWithVendor(input, context);
  const dir = await mkdtemp(join(tmpdir(), 'stormproof-run-'));
  try {
    const bundle = await bundleScript({ script: input.script, vendorClient: null, outDir: dir });
    const outcome = await playScript(input, context, {
      bundle,
      run: bundle.name,
      eventsDir: null,
      histogramsDir: null,
      env: { SP_SEED: String(input.seed), SP_SIZE: input.size, ...input.env },
      signal: context.signal,
      onSpawn: () => {},
      say: (line) => context.stderr(`${line}\n`),
      show: printProgress(input.quiet, context),
    });
    context.stdout(outcome.summary.stdout);
    return outcome.exitCode;
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
