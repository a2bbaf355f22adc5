import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type pg from 'pg';
import { z } from 'zod';

const customerSchema = z.object({
  waId: z.string().min(1),
  name: z.string(),
  code: z.string().min(1).nullable(),
});

/** A customer and the discount code that is theirs alone. */
export type Customer = z.infer<typeof customerSchema>;

const batchSize = 5_000;

/** Customers of an NDJSON file ({waId, name, number, code} a line). Throws with path and number of the first bad line. */
export async function readCustomers(path: string): Promise<readonly Customer[]> {
  const customers = new Map<string, Customer>();
  let line = 0;
  for await (const text of createInterface({ input: createReadStream(path, 'utf8') })) {
    line += 1;
    if (text.trim() === '') continue;
    const customer = parseLine(text, path, line);
    customers.set(customer.waId, customer);
  }
  return [...customers.values()];
}

function parseLine(text: string, path: string, line: number): Customer {
  try {
    return customerSchema.parse(JSON.parse(text));
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message;
    throw new Error(`${path}:${line}: ${why}`);
  }
}

/** Plants customers; known ones get the new name and code. */
export async function plantCustomers(client: pg.ClientBase, customers: readonly Customer[]): Promise<void> {
  for (let at = 0; at < customers.length; at += batchSize) {
    const batch = customers.slice(at, at + batchSize);
    await client.query(
      `INSERT INTO contacts (wa_id, name, code) SELECT * FROM unnest($1::text[], $2::text[], $3::text[])
       ON CONFLICT (wa_id) DO UPDATE SET name = excluded.name, code = excluded.code`,
      [
        batch.map((customer) => customer.waId),
        batch.map((customer) => customer.name),
        batch.map((customer) => customer.code),
      ],
    );
  }
}
