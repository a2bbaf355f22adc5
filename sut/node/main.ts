import pino from 'pino';
import { tellParent } from '../supervisor/child-channel.ts';
import { serveChild } from '../supervisor/serve-child.ts';
import type { NodeSettings } from './settings.ts';
import { type RunningNode, startNode } from './start-node.ts';

/** EX_TEMPFAIL: start me again, I am a new incarnation then. */
const fencedExit = 75;

/** The node process. */
void serveChild<NodeSettings, RunningNode>({
  start(settings) {
    const log = pino({ name: settings.nodeName }, pino.destination({ dest: 2, sync: true }));
    return startNode(
      settings,
      log,
      () => process.exit(fencedExit),
      // A pipe is written synchronously: what was told is out before a SIGKILL can come.
      (did) => tellParent({ kind: 'defect', did }),
    );
  },
});
