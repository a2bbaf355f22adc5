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
  // Backs off only between failures in a row; after a crash the first restart is immediate.
  for (let failures = 0; ; ) {
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
      // Backends of a killed server need a moment to leave its shared memory.
      if (failures >= maxFailures) {
        tellParent({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
        process.exit(1);
      }
      await new Promise((resolve) => setTimeout(resolve, failurePauseMs));
    }
  }
}

/** 8 × 250 ms: longer than the backends of a killed server take to end. */
const maxFailures = 8;
const failurePauseMs = 250;

void main();
