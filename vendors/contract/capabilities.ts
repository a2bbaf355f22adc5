/** What a vendor can be asked to do. A missing capability makes its requirements "not tested", never a pass. */
export const capabilities = [
  'reply',
  'reply.content',
  'media.upload',
  'agent.session',
  'agent.field',
  'search',
  'segment',
  'broadcast',
  'order.flow',
  'api.peak',
  'crm.lookup',
  'drill.node',
  'drill.gateway',
  'drill.store',
  'metrics.process',
] as const;

export type Capability = (typeof capabilities)[number];

/** How far the harness may stand in for Meta with this vendor. Printed beside every reading. */
export const connectionModes = ['full', 'api-only', 'field', 'ui-only', 'vendor-run'] as const;
export type ConnectionMode = (typeof connectionModes)[number];
