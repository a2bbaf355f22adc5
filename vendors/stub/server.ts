import type { VendorWork } from '../contract/lifecycle.ts';
import { createPlanter } from '../kit/behaviours/planter.ts';
import { readChildConfig } from '../kit/child-config.ts';
import { openEventLog } from '../kit/event-log.ts';
import { exitWithParent } from '../kit/exit-with-parent.ts';
import { createGraphClient } from '../kit/graph-client.ts';
import { onParentLine } from '../kit/parent-lines.ts';
import { startWebhookServer } from '../kit/webhook-server.ts';
import { createAnswerer } from './answerer.ts';
import type { StubConfig } from './config.ts';

const config = readChildConfig<StubConfig>();
const { eventsDir: dir, run } = config;
const graph = createGraphClient(config);
const holds = await openEventLog({ dir, file: 'stub-holds', run });
const applied = await openEventLog({ dir, file: 'behaviour-stub', run });

await graph.warm(config.phoneNumberId);
const planter = createPlanter(config.behaviours, config.planned, config.seed);

const server = await startWebhookServer({
  port: config.port,
  appSecret: config.appSecret,
  verifyToken: config.verifyToken,
  onTexts: createAnswerer(config.codes, graph, planter, { holds, applied }),
});

onParentLine<{ readonly work?: VendorWork }>(({ work }) => {
  if (work) planter.begin(work);
});
exitWithParent(async () => {
  await server.close();
  await graph.close();
  await holds.close();
  await applied.close();
});
process.stdout.write(
  `${JSON.stringify({ kind: 'ready', pid: process.pid, webhookUrl: server.webhookUrl, baseUrl: server.baseUrl })}\n`,
);
