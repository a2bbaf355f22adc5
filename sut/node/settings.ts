import type { AgentAccount } from '../agents/ensure-agents.ts';
import type { Defect } from '../defects/defects.ts';

/** What the supervisor tells a node on the first line of its stdin. */
export interface NodeSettings {
  readonly nodeName: string;
  readonly port: number;
  readonly databaseUrl: string;
  readonly graphUrl: string;
  readonly token: string;
  readonly appSecret: string;
  readonly verifyToken: string;
  readonly phoneNumberIds: readonly string[];
  readonly dataDir: string;
  readonly agents: readonly AgentAccount[];
  readonly unknownGraceSec: number;
  readonly unknownPolicy: 'resend' | 'park';
  /** This node's share of what may leave a business number in one second. */
  readonly numberRatePerSec: number;
  /** Sends in flight at one time: at least peak rate × Graph latency. */
  readonly graphSockets: number;
  readonly defects: readonly Defect[];
}

/** Answer of `GET /internal/health`. */
export interface NodeHealth {
  readonly ok: boolean;
  readonly name: string;
  readonly pid: number;
  readonly incarnationId: number;
  /** Claimed rows not yet answered: waiting, in flight, being recorded, unknown. */
  readonly openAsks: number;
}

/** One figure of `GET /internal/metrics`. */
export interface Metric {
  readonly name: string;
  readonly type: 'counter' | 'gauge';
  readonly help: string;
  readonly value: number;
}
