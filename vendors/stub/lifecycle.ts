import { join } from 'node:path';
import type { DriverOptions, VendorDriver } from '../contract/lifecycle.ts';
import { answerConfig } from '../kit/answer-config.ts';
import { workToTell } from '../kit/behaviours/begin-work.ts';
import { plannedWork } from '../kit/behaviours/planned-work.ts';
import { oneProcessDriver } from '../kit/one-process-driver.ts';
import type { StubConfig } from './config.ts';

/** Driver of the stub vendor: one process that realises the behaviours of vendor.yaml itself. */
export function createDriver(options: DriverOptions): VendorDriver {
  const planned = plannedWork(options.settings);
  return oneProcessDriver<StubConfig>({
    role: 'stub',
    script: join(options.packageRoot, 'dist/vendors/stub/server.js'),
    log: options.log,
    workToTell: (work) => workToTell(work, options.behaviours, planned),
    config: (context) => ({
      ...answerConfig(context),
      phoneNumberId: context.phoneNumberIds[0] ?? '',
      behaviours: options.behaviours,
      planned: planned ?? 'told',
      seed: context.seed,
      eventsDir: context.eventsDir,
      run: context.run,
    }),
  });
}
