export { type Capability, type ConnectionMode, capabilities, connectionModes } from './capabilities.ts';
export type * from './client.ts';
export type * from './history.ts';
export type * from './lifecycle.ts';
export type * from './manifest.ts';
