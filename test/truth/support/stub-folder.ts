import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { asset } from '../../../package-root.ts';
import type { BehaviourSpec } from '../../../vendors/contract/lifecycle.ts';
import { ratePerSec } from './steady-run.ts';

/** A vendor folder elsewhere on disk: the stub of this repository with one planted weakness. */
export function stubFolder(behaviour: BehaviourSpec, seconds: number): string {
  const dir = mkdtempSync(join(tmpdir(), 'stormproof-stub-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const manifest = {
    id: `stub-${behaviour.kind}`,
    name: `Stub with ${behaviour.kind}`,
    version: '1',
    connectionMode: 'full',
    capabilities: ['reply', 'reply.content'],
    behaviours: [behaviour],
    settings: { planned: { answers: seconds * ratePerSec, ms: seconds * 1000 } },
  };
  // JSON is YAML.
  writeFileSync(join(dir, 'vendor.yaml'), JSON.stringify(manifest, null, 2));
  writeFileSync(
    join(dir, 'lifecycle.ts'),
    `export { createDriver } from '${asset('vendors/stub/lifecycle.ts')}';\n`,
  );
  writeFileSync(join(dir, 'client.ts'), `export { client } from '${asset('vendors/stub/client.ts')}';\n`);
  return dir;
}
