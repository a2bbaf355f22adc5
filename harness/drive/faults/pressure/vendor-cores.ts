import { availableParallelism } from 'node:os';
import type { VendorDriver } from '../../../../vendors/contract/lifecycle.ts';
import { allowedCores } from '../../../record/host-cores.ts';

/** Cores the vendor's processes may run on, ascending; those of this process where the vendor shows no local process. */
export async function vendorCores(driver: VendorDriver | null): Promise<readonly number[]> {
  const processes = (await driver?.processes().catch(() => [])) ?? [];
  const found = processes.flatMap(({ pid }) => allowedCores(pid) ?? []);
  const cores = found.length > 0 ? found : (allowedCores(process.pid) ?? []);
  if (cores.length === 0) return Array.from({ length: availableParallelism() }, (_, core) => core);
  return [...new Set(cores)].sort((a, b) => a - b);
}
