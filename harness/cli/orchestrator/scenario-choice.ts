import type { Capability } from '../../../vendors/contract/capabilities.ts';
import type { VendorManifest } from '../../../vendors/contract/manifest.ts';
import type { FaultId } from '../../schema/faults.ts';
import type { ScenarioId } from '../../schema/run-plan.ts';
import type { EvaluateOptions } from '../options/evaluate-options.ts';

/** Without these a scenario cannot be played: its requirements stay "not tested". */
const needs: Readonly<Record<ScenarioId, readonly Capability[]>> = {
  rush: ['reply'],
  media: ['media.upload'],
  shift: ['agent.session', 'agent.field'],
  failover: ['reply', 'drill.node'],
  campaign: ['broadcast'],
  orders: ['reply', 'order.flow'],
  api: ['api.peak'],
  search: ['search'],
  drill: ['reply'],
  capacity: ['reply'],
};

export interface ScenarioChoice {
  readonly play: readonly ScenarioId[];
  readonly skip: readonly { readonly id: ScenarioId; readonly why: string }[];
}

/** The pressure needs nothing of the vendor: whatever runs on this machine can be pressed. */
const drillNeeds: Readonly<Record<FaultId, readonly Capability[]>> = {
  'node-kill': ['drill.node'],
  'gateway-kill': ['drill.gateway'],
  'store-kill': ['drill.store'],
  'cpu-pressure': [],
};

/** The commands that are not an evaluation say more than a scenario's id. */
type Chosen = Partial<Pick<EvaluateOptions, 'fault' | 'capacity'>>;

function wantedBy(id: ScenarioId, { fault, capacity }: Chosen): readonly Capability[] {
  if (id === 'drill' && fault != null) return [...needs.drill, ...drillNeeds[fault]];
  // Agents answer: what the vendor does by itself is not asked.
  return id === 'capacity' && capacity?.ramp === 'agents' ? needs.shift : needs[id];
}

/** Splits the scenarios asked for into those this vendor can play and those it cannot, with the reason. Pure. */
export function chooseScenarios(
  only: readonly ScenarioId[],
  vendor: VendorManifest,
  chosen: Chosen = {},
): ScenarioChoice {
  const play: ScenarioId[] = [];
  const skip: { id: ScenarioId; why: string }[] = [];
  for (const id of only) {
    const wanted = wantedBy(id, chosen);
    const missing = wanted.filter((capability) => !vendor.capabilities.includes(capability));
    // Graph stays fixed in every other mode: the mock sees no message of this vendor.
    const seesGraph = needs[id].includes('reply') || id === 'campaign';
    const blocked = vendor.connectionMode !== 'full' && seesGraph;
    if (missing.length > 0) skip.push({ id, why: `the vendor has no ${missing.join(', ')}` });
    else if (blocked) skip.push({ id, why: `not possible in connection mode ${vendor.connectionMode}` });
    else play.push(id);
  }
  return { play, skip };
}
