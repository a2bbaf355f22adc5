import type { BehaviourSpec } from '../../contract/behaviours.ts';
import type { VendorWork } from '../../contract/lifecycle.ts';
import { createPlanter, type Planned } from '../behaviours/planter.ts';
import { readChildConfig } from '../child-config.ts';
import { openEventLog } from '../event-log.ts';
import { exitWithParent } from '../exit-with-parent.ts';
import { onParentLine } from '../parent-lines.ts';
import { startGraphProxy } from './graph-proxy.ts';
import { type Route, startReverseProxy } from './reverse-proxy.ts';

/** `--config FILE` of this process. */
export interface ProxyConfig {
  readonly graphUrl: string;
  readonly port: number;
  /** The vendor's own side; absent = only Graph is proxied. */
  readonly vendor?: { readonly target: string; readonly port: number; readonly routes: readonly Route[] };
  readonly behaviours: readonly BehaviourSpec[];
  readonly planned: Planned;
  readonly seed?: number;
  readonly eventsDir: string;
  readonly run: string;
  /** Names the event file: behaviour-<id>. */
  readonly id: string;
}

const config = readChildConfig<ProxyConfig>();
const log = await openEventLog({ dir: config.eventsDir, file: `behaviour-${config.id}`, run: config.run });
const planter = createPlanter(config.behaviours, config.planned, config.seed ?? 1);
const graph = await startGraphProxy({ graphUrl: config.graphUrl, port: config.port, planter, log });
const vendor = config.vendor ? await startReverseProxy({ ...config.vendor, planter, log }) : null;

onParentLine<{ readonly work?: VendorWork }>(({ work }) => {
  if (work) planter.begin(work);
});
exitWithParent(async () => {
  await vendor?.close();
  await graph.close();
  await log.close();
});
process.stdout.write(
  `${JSON.stringify({ kind: 'ready', pid: process.pid, url: graph.url, vendorUrl: vendor?.url ?? null })}\n`,
);
