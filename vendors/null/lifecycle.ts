import { join } from 'node:path';
import type { DriverOptions, VendorDriver } from '../contract/lifecycle.ts';
import { type AnswerConfig, answerConfig } from '../kit/answer-config.ts';
import { oneProcessDriver } from '../kit/one-process-driver.ts';

/** Driver of the null vendor: one process, no store. */
export function createDriver(options: DriverOptions): VendorDriver {
  return oneProcessDriver<AnswerConfig>({
    role: 'null',
    script: join(options.packageRoot, 'dist/vendors/null/server.js'),
    log: options.log,
    config: answerConfig,
  });
}
