export { type BuildOptions, build, type Mock } from './build.ts';
export type * from './contract/control.ts';
export type * from './contract/events.ts';
export type * from './contract/plan.ts';
export { optionSets } from './option-sets.ts';
