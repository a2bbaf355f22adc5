import { isMainThread } from 'node:worker_threads';

const script = process.argv[1] ?? '';

/** Which process of a run this module was loaded into; null in worker threads and in everything else. */
export const role = !isMainThread
  ? null
  : script.endsWith('/mock-whatsapp/main.js')
    ? 'mock'
    : script.endsWith('/engine/worker.js')
      ? 'engine'
      : script.endsWith('/bin/stormproof.js')
        ? 'orchestrator'
        : null;
