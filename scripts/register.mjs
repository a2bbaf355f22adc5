/** Runs TypeScript scripts: `node --import ./scripts/register.mjs scripts/x.ts`. ts-node with swc, no type check. */
import { register } from 'node:module';

process.env.TS_NODE_PROJECT ??= new URL('./tsconfig.json', import.meta.url).pathname;
register('ts-node/esm', import.meta.url);
