import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type pg from 'pg';
import { z } from 'zod';

const customerSchema = z.object({
  waId: z.string().min(1),
  name: z.string(),
  code: z.string().min(1).nullable(),
});
type Customer = z.infer<typeof customerSchema>;

const batchSize = 5_000;

/**
 * Plants customers and their own codes from an NDJSON file ({waId, name, number, code} a line); known ones are updated.
 * Returns how many. Throws with the line number of the first bad line.
 */
export async function loadCustomers(client: pg.ClientBase, path: string): Promise<number> {
  let count = 0;
  let line = 0;
  let batch = new Map<string, Customer>();
  for await (const text of createInterface({ input: createReadStream(path, 'utf8') })) {
    line += 1;
    if (text.trim() === '') continue;
    const customer = parseLine(text, path, line);
    batch.set(customer.waId, customer);
    count += 1;
    if (batch.size < batchSize) continue;
    await insert(client, [...batch.values()]);
    batch = new Map();
  }
  if (batch.size > 0) await insert(client, [...batch.values()]);
  return count;
}

function parseLine(text: string, path: string, line: number): Customer {
  try {
    return customerSchema.parse(JSON.parse(text));
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message;
    throw new Error(`${path}:${line}: ${why}`);
  }
}

async function insert(client: pg.ClientBase, customers: readonly Customer[]): Promise<void> {
  await client.query(
    `INSERT INTO contacts (wa_id, name, code) SELECT * FROM unnest($1::text[], $2::text[], $3::text[])
     ON CONFLICT (wa_id) DO UPDATE SET name = excluded.name, code = excluded.code`,
    [customers.map((c) => c.waId), customers.map((c) => c.name), customers.map((c) => c.code)],
  );
}
