import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleLifecycle } from '../../../drive/vendor/bundle-lifecycle.ts';
import { loadVendor } from '../../../drive/vendor/load-vendor.ts';
import { asStormproofError, errorText } from '../../output/print-error.ts';
import { type Finding, fail, ok } from '../finding.ts';

/** vendor.yaml is valid, lifecycle.ts compiles and exports a driver, and what it can do. Starts nothing. */
export async function vendor(idOrPath: string): Promise<Finding> {
  const outDir = await mkdtemp(join(tmpdir(), 'stormproof-doctor-'));
  try {
    const loaded = await loadVendor(idOrPath);
    const { manifest, lifecycleFile } = loaded;
    if (lifecycleFile !== null) await bundleLifecycle({ id: manifest.id, lifecycleFile, outDir });
    const started = lifecycleFile === null ? 'runs elsewhere' : 'started by its lifecycle.ts';
    return ok('vendor', `${manifest.name}: ${started}; can ${manifest.capabilities.join(', ')}`);
  } catch (thrown) {
    const error = asStormproofError(thrown);
    return fail('vendor', errorText(error).split('\nfix:')[0] ?? error.message, error.fix);
  } finally {
    await rm(outDir, { recursive: true, force: true });
  }
}
