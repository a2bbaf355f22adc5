import type { VendorPart } from '../../../vendors/contract/lifecycle.ts';
import type { KillFault } from '../../schema/faults.ts';

/** The part of the vendor that a fault kills. */
export function partOf(fault: KillFault): VendorPart {
  if (fault === 'gateway-kill') return 'gateway';
  return fault === 'store-kill' ? 'store' : 'node';
}
