import type { Capability } from '../../vendors/contract/capabilities.ts';

/** The compiler holds this in step with the contract, which this room may only import as types. */
const known: Readonly<Record<Capability, true>> = {
  reply: true,
  'reply.content': true,
  'media.upload': true,
  'agent.session': true,
  'agent.field': true,
  search: true,
  segment: true,
  broadcast: true,
  'order.flow': true,
  'api.peak': true,
  'crm.lookup': true,
  'drill.node': true,
  'drill.gateway': true,
  'drill.store': true,
  'metrics.process': true,
};

/** Every capability a requirement may need. */
export const capabilityNames: readonly string[] = Object.keys(known);
