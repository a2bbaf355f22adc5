import pino from 'pino';
import { openChildChannel, tellParent } from '../supervisor/child-channel.ts';
import type { NodeSettings } from './settings.ts';
import { type RunningNode, startNode } from './start-node.ts';

/** EX_TEMPFAIL: start me again, I am a new incarnation then. */
const fencedExit = 75;

/** The node process. */
async function main(): Promise<void> {
  const channel = openChildChannel<NodeSettings>();
  const state: { node: RunningNode | null } = { node: null };
  channel.onEnd(() => {
    if (state.node === null) process.exit(0);
    void state.node.stop().then(() => process.exit(0));
  });
  const settings = await channel.settings;
  const log = pino({ name: settings.nodeName }, pino.destination({ dest: 2, sync: true }));
  try {
    state.node = await startNode(
      settings,
      log,
      () => process.exit(fencedExit),
      // A pipe is written synchronously: what was told is out before a SIGKILL can come.
      (did) => tellParent({ kind: 'defect', did }),
    );
    tellParent({ kind: 'ready', port: state.node.port });
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
