import type { TellDefect } from '../defects/defect-log.ts';
import { type Defect, defectOf } from '../defects/defects.ts';
import { dropIndex } from '../defects/dropped-index.ts';
import { removeFence } from '../defects/no-fencing.ts';
import { type Customer, plantCustomers, readCustomers } from '../store/customers.ts';
import { migrate } from '../store/migrate.ts';
import { createClient } from '../store/pool.ts';
import { SutError } from './sut-error.ts';

/** The customers to plant; throws SP_SUT_OPTIONS naming the first bad line. */
export async function customersToPlant(path: string | null): Promise<readonly Customer[]> {
  if (path === null) return [];
  try {
    return await readCustomers(path);
  } catch (error) {
    throw new SutError('SP_SUT_OPTIONS', 'the customers cannot be read', [
      `customersFile: ${(error as Error).message}`,
    ]);
  }
}

/** Brings the schema up to date and plants the customers. Throws SP_SUT_POSTGRES when there is no connection. */
export async function prepareDatabase(
  url: string,
  customers: readonly Customer[],
  defects: readonly Defect[],
  tell: TellDefect,
): Promise<void> {
  const client = createClient({ url, applicationName: 'scrm-supervisor' });
  try {
    await client.connect();
  } catch (error) {
    throw new SutError('SP_SUT_POSTGRES', `no connection to PostgreSQL: ${(error as Error).message}`);
  }
  try {
    await migrate(client);
    await plantCustomers(client, customers);
    for (const defect of defects)
      if (defect.id === 'dropped-index') await dropIndex(client, defect.index, tell);
    if (defectOf(defects, 'no-fencing') !== null) await removeFence(client);
  } finally {
    await client.end();
  }
}
