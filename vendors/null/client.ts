import type { VendorClient } from '../contract/client.ts';

/** The null vendor has no API of its own: uploads and agent work are "not tested" with it. */
export const client: VendorClient = { id: 'null' };
