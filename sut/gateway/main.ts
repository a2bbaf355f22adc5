import { openChildChannel, tellParent } from '../supervisor/child-channel.ts';
import type { GatewaySettings, PartsMessage } from './settings.ts';
import { type RunningGateway, startGateway } from './start-gateway.ts';

/** The gateway process. */
async function main(): Promise<void> {
  const channel = openChildChannel<GatewaySettings>();
  const state: { gateway: RunningGateway | null; parts: PartsMessage['parts'] } = {
    gateway: null,
    parts: [],
  };
  channel.onEnd(() => {
    if (state.gateway === null) process.exit(0);
    void state.gateway.stop().then(() => process.exit(0));
  });
  channel.onMessage((message) => {
    state.parts = (message as PartsMessage).parts;
    state.gateway?.setParts(state.parts);
  });
  try {
    state.gateway = await startGateway(await channel.settings);
    state.gateway.setParts(state.parts);
    tellParent({ kind: 'ready', port: state.gateway.port });
  } catch (error) {
    tellParent({
      kind: 'failed',
      code: (error as { code?: unknown }).code ?? null,
      message: error instanceof Error ? error.message : String(error),
    });
    process.exit(1);
  }
}

void main();
