import { createHash } from 'node:crypto';
import type { MockOptionSet } from '../../../mock-whatsapp/contract/control.ts';
import { optionSets } from '../../../mock-whatsapp/option-sets.ts';
import { placeOf } from '../../../vendors/contract/behaviours.ts';
import type { VendorManifest } from '../../../vendors/contract/manifest.ts';
import type { CapacityPlan } from '../../schema/capacity.ts';
import type { RunPlan, ScenarioPlan, Size } from '../../schema/run-plan.ts';
import { packageVersion } from '../package-version.ts';
import { describeMachine } from '../run-folder/machine.ts';
import { redactCommand } from '../run-folder/redact-command.ts';
import { deadlines } from './deadlines.ts';

export interface PlanInput {
  readonly run: string;
  readonly argv: readonly string[];
  readonly vendor: VendorManifest;
  readonly size: Size;
  readonly scenarios: readonly ScenarioPlan[];
  readonly capacity?: CapacityPlan | null;
  readonly seed: number;
  readonly mockOptions: MockOptionSet;
  readonly unknownGraceMs: number;
  readonly requirementSet: RunPlan['requirementSet'];
  readonly bundleHash: string;
}

/** plan.json: everything decided before the first process starts. Holds no secret and no phone number. */
export function buildPlan(input: PlanInput): RunPlan {
  const { vendor, size } = input;
  const mockOptions = optionSets[input.mockOptions];
  return {
    v: 1,
    run: input.run,
    command: ['stormproof', ...redactCommand(input.argv)],
    vendor: {
      id: vendor.id,
      name: vendor.name,
      version: vendor.version,
      connectionMode: vendor.connectionMode,
      capabilities: vendor.capabilities,
      behaviours: vendor.behaviours.map((spec) => ({ ...spec, at: placeOf(spec) })),
    },
    size,
    scenarios: input.scenarios,
    seed: input.seed,
    ...(input.capacity == null ? {} : { capacity: input.capacity }),
    mockOptions,
    matcher: 'echo',
    deadlines: { ...deadlines, unknownGraceMs: input.unknownGraceMs },
    requirementSet: input.requirementSet,
    provenance: {
      bundleHash: input.bundleHash,
      mockConfigHash: createHash('sha256').update(JSON.stringify(mockOptions)).digest('hex'),
      versions: {
        stormproof: packageVersion(),
        node: process.versions.node,
        v8: process.versions.v8,
        [`vendor ${vendor.id}`]: vendor.version,
      },
      ...describeMachine(),
    },
  };
}
