import type { VendorClient } from '../contract/client.ts';

/** The stub has no API of its own. */
export const client: VendorClient = { id: 'stub' };
