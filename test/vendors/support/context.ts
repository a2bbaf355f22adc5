import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { VendorContext } from '../../../vendors/contract/lifecycle.ts';

/** A context with temporary folders, removed after the test, and one customer with a code. */
export function testContext(graphUrl: string, changes: Partial<VendorContext> = {}): VendorContext {
  const dir = mkdtempSync(join(tmpdir(), 'stormproof-vendor-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return {
    graphUrl,
    token: 'test-token',
    appSecret: 'app-secret',
    verifyToken: 'verify-token',
    phoneNumberIds: ['106'],
    customers: [{ waId: '821000000001', name: 'Customer 1', number: 0, code: 'CODE-1' }],
    seed: 1,
    dataDir: join(dir, 'data'),
    eventsDir: dir,
    run: 'test-run',
    ports: [],
    unknownGraceSec: 1.5,
    agents: [],
    ...changes,
  };
}
