import { startHostSampler } from '../../record/host-sampler.ts';
import type { StormproofError } from '../../schema/errors.ts';
import type { RunFolder } from '../run-folder/run-folder.ts';
import type { SamplerTargets } from './sampler-targets.ts';

/** A killed node's successor is seen within this time; asking costs the vendor one health request. */
const refreshMs = 1000;

export interface SamplingOptions {
  readonly folder: RunFolder;
  readonly targets: SamplerTargets;
  readonly onError: (error: StormproofError) => void;
}

/** Starts the host sampler on targets that are asked for again every second. Returns its stop. */
export async function startSampling(options: SamplingOptions): Promise<() => Promise<void>> {
  const { folder, targets, onError } = options;
  const sampler = await startHostSampler({
    dir: folder.eventsDir,
    run: folder.run,
    targets: targets.current,
    onError,
  });
  let asking = false;
  const timer = setInterval(() => {
    if (asking) return;
    asking = true;
    void targets.refresh().finally(() => {
      asking = false;
    });
  }, refreshMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await sampler.stop();
  };
}
