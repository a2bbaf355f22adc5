import { createHash } from 'node:crypto';
import { asset } from '../../../package-root.ts';
import { type Bundle, bundleScript } from '../../drive/bundle.ts';
import type { ScenarioId, ScenarioPlan } from '../../schema/run-plan.ts';

export interface ScenarioBundles {
  readonly byScenario: ReadonlyMap<ScenarioId, Bundle>;
  /** sha256 (hex) over the bundles' hashes in scenario order. */
  readonly hash: string;
}

/** Bundles the script of each scenario with the vendor's client into `outDir`. Throws SP_DRIVE_SCRIPT. */
export async function bundleScenarios(
  scenarios: readonly Pick<ScenarioPlan, 'id' | 'script'>[],
  vendorClient: string | null,
  outDir: string,
): Promise<ScenarioBundles> {
  const scripts = scenarios.flatMap(({ id, script }) =>
    script === null ? [] : [{ id, script: asset('scenarios', `${script}.ts`) }],
  );
  const bundles = await Promise.all(
    scripts.map(
      async ({ id, script }) => [id, await bundleScript({ script, vendorClient, outDir })] as const,
    ),
  );
  const digest = createHash('sha256');
  for (const [id, bundle] of bundles) digest.update(`${id} ${bundle.hash}\n`);
  return { byScenario: new Map(bundles), hash: digest.digest('hex') };
}
