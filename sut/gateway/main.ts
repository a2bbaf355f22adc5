import { serveChild } from '../supervisor/serve-child.ts';
import type { GatewaySettings, PartsMessage } from './settings.ts';
import { type RunningGateway, startGateway } from './start-gateway.ts';

/** Newest parts told before the gateway listens. */
let parts: PartsMessage['parts'] = [];

/** The gateway process. */
void serveChild<GatewaySettings, RunningGateway>({
  async start(settings) {
    const gateway = await startGateway(settings);
    gateway.setParts(parts);
    return gateway;
  },
  onMessage(message, gateway) {
    parts = (message as PartsMessage).parts;
    gateway?.setParts(parts);
  },
});
