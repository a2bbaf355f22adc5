import type { BehaviourSpec } from '../contract/lifecycle.ts';
import type { PlannedWork } from './behaviours/behaviour.ts';
import { composeBehaviours } from './behaviours/compose.ts';
import { readChildConfig } from './child-config.ts';
import { openEventLog } from './event-log.ts';
import { exitWithParent } from './exit-with-parent.ts';
import { startGraphProxy } from './proxy.ts';

/** `--config FILE` of this process. */
export interface ProxyConfig {
  readonly graphUrl: string;
  readonly port: number;
  readonly behaviours: readonly BehaviourSpec[];
  readonly planned: PlannedWork | null;
  readonly eventsDir: string;
  readonly run: string;
  /** Names the event file: behaviour-<id>. */
  readonly id: string;
}

const config = readChildConfig<ProxyConfig>();
const log = await openEventLog({ dir: config.eventsDir, file: `behaviour-${config.id}`, run: config.run });
const decide = composeBehaviours(config.behaviours, config.planned);
const proxy = await startGraphProxy({ graphUrl: config.graphUrl, port: config.port, decide, log });

exitWithParent(async () => {
  await proxy.close();
  await log.close();
});
process.stdout.write(`${JSON.stringify({ kind: 'ready', pid: process.pid, url: proxy.url })}\n`);
