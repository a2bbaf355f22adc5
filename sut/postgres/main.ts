import { openChildChannel, tellParent } from '../supervisor/child-channel.ts';
import { type KeeperSettings, type KeptServer, keepServer } from './keeper.ts';

/** The keeper process: keeps one PostgreSQL up; tells `ready` at every start, `failed` when it cannot. */
async function main(): Promise<void> {
  const channel = openChildChannel<KeeperSettings>();
  const state: { server: KeptServer | null; ending: boolean } = { server: null, ending: false };
  channel.onEnd(() => {
    state.ending = true;
    // Before the first start has finished there may be a server without a handle: run() stops it then.
    if (state.server !== null) void state.server.stop().then(() => process.exit(0));
  });
  const settings = await channel.settings;
  // The first start fails at once: somebody waits for the message. A restart is tried for a while, because the backends
  // of a killed server need a moment to leave its shared memory.
  for (let failures = maxFailures - 1; ; ) {
    try {
      const server = await keepServer(settings);
      failures = 0;
      state.server = server;
      if (state.ending) return server.stop().then(() => process.exit(0));
      tellParent({ kind: 'ready', url: server.url, storePid: server.pid, adopted: server.adopted });
      await server.lost;
      state.server = null;
      tellParent({ kind: 'lost' });
    } catch (error) {
      failures += 1;
      if (state.ending) process.exit(0);
      if (failures >= maxFailures) {
        tellParent({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
        process.exit(1);
      }
      await new Promise((resolve) => setTimeout(resolve, failurePauseMs));
    }
  }
}

/** 60 × 50 ms: longer than the backends of a killed server take to end; each try costs one short-lived process. */
const maxFailures = 60;
const failurePauseMs = 50;

void main();
