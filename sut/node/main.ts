import pino from 'pino';
import { serveChild } from '../supervisor/serve-child.ts';
import type { NodeSettings } from './settings.ts';
import { type RunningNode, startNode } from './start-node.ts';

/** EX_TEMPFAIL: start me again, I am a new incarnation then. */
const fencedExit = 75;

/** The node process. */
void serveChild<NodeSettings, RunningNode>({
  start(settings) {
    const log = pino({ name: settings.nodeName }, pino.destination({ dest: 2, sync: true }));
    return startNode(settings, log, () => process.exit(fencedExit));
  },
});
