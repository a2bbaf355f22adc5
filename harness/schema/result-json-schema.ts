import { z } from 'zod';
import { resultSchema } from './result.ts';

/** JSON Schema (draft 2020-12) of result.json, for readers in other languages. */
export function resultJsonSchema(): string {
  const schema = z.toJSONSchema(resultSchema, { target: 'draft-2020-12' });
  const titled = { $id: 'stormproof-result/1', title: 'Stormproof result, version 1', ...schema };
  return `${JSON.stringify(titled, null, 2)}\n`;
}
