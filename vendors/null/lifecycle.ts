import { join } from 'node:path';
import type { DriverOptions, VendorDriver } from '../contract/lifecycle.ts';
import { oneProcessDriver } from '../kit/one-process-driver.ts';
import type { NullConfig } from './config.ts';

/** Driver of the null vendor: one process, no store. */
export function createDriver(options: DriverOptions): VendorDriver {
  return oneProcessDriver<NullConfig>({
    role: 'null',
    script: join(options.packageRoot, 'dist/vendors/null/server.js'),
    log: options.log,
    config: (context) => ({
      port: context.ports[0] ?? 0,
      graphUrl: context.graphUrl,
      token: context.token,
      appSecret: context.appSecret,
      verifyToken: context.verifyToken,
      codes: Object.fromEntries(context.customers.map(({ waId, code }) => [waId, code])),
    }),
  });
}
