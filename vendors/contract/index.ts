export {
  type BehaviourKind,
  type BehaviourPlace,
  type BehaviourSizes,
  type BehaviourSpec,
  behaviourKinds,
  behaviourPlaces,
  type HoldSize,
  placeOf,
  placesOf,
  touchable,
} from './behaviours.ts';
export { type Capability, type ConnectionMode, capabilities, connectionModes } from './capabilities.ts';
export type * from './client.ts';
export type * from './history.ts';
export type * from './lifecycle.ts';
export type * from './manifest.ts';
