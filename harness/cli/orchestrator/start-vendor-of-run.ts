import { join } from 'node:path';
import type { LoadedVendor } from '../../drive/vendor/load-vendor.ts';
import { type RunningVendor, startVendor } from '../../drive/vendor/start-vendor.ts';
import { StormproofError } from '../../schema/errors.ts';
import { shiftSizes } from '../../schema/size-plan.ts';
import { namedError } from '../process/child-error.ts';
import type { Session } from './session.ts';

/** Gateway, a few nodes, PostgreSQL, a proxy for behaviours, and some to spare. */
export const portsPerVendor = 8;

export interface VendorStart {
  readonly vendor: LoadedVendor;
  /** Names its log and its data folder: `vendor`, or `null-vendor` for the floor. */
  readonly name: string;
  readonly unknownGraceSec: number;
  readonly ports: readonly number[];
  /** Agents that are to be able to log in; default: the shift's. */
  readonly agents?: number;
}

/**
 * Prepares and starts a vendor for this run; its stop is added to the closers. An error that the vendor's log names by an id
 * of ours (SP_SUT_POSTGRES …) is thrown as that.
 */
export async function startVendorOfRun(
  session: Session,
  { vendor, name, unknownGraceSec, ports, agents }: VendorStart,
): Promise<RunningVendor> {
  const running = await startVendor({
    vendor,
    context: {
      graphUrl: session.mock.graphUrl,
      token: session.secrets.token,
      appSecret: session.secrets.appSecret,
      verifyToken: session.secrets.verifyToken,
      phoneNumberIds: session.mock.phoneNumberIds,
      customers: session.customers,
      seed: session.seed,
      dataDir: join(session.dataDir, name),
      eventsDir: session.folder.eventsDir,
      run: session.folder.run,
      ports,
      unknownGraceSec,
      agents: Array.from({ length: agents ?? shiftSizes[session.size].agents }, (_, index) => ({
        login: `agent-${index}`,
        password: session.secrets.agentPassword,
      })),
    },
    workDir: join(session.dataDir, `${name}-work`),
    logFile: session.folder.logFile(name),
    signal: session.signal,
  }).catch((error: unknown) => {
    throw namedCause(error) ?? error;
  });
  session.closers.add(name, running.stop);
  return running;
}

function namedCause(error: unknown): StormproofError | null {
  if (!(error instanceof StormproofError) || error.id !== 'SP_DRIVE_VENDOR_START') return null;
  const named = namedError(error.problems);
  return named === null ? null : new StormproofError(named.id, named.message, named.problems, error);
}
