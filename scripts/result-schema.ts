import { writeFileSync } from 'node:fs';
import { resultJsonSchema } from '../harness/schema/result-json-schema.ts';
import { asset } from '../package-root.ts';

/**
 * Writes harness/schema/result.schema.json: `node --import ./scripts/register.mjs scripts/result-schema.ts`, then
 * `npx biome format --write` on it.
 */
writeFileSync(asset('harness', 'schema', 'result.schema.json'), resultJsonSchema());
