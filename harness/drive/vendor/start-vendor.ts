import { setTimeout as sleep } from 'node:timers/promises';
import { packageRoot } from '../../../package-root.ts';
import type {
  VendorAddress,
  VendorContext,
  VendorDriver,
  VendorProcess,
} from '../../../vendors/contract/lifecycle.ts';
import type { VendorManifest } from '../../../vendors/contract/manifest.ts';
import { type ErrorId, StormproofError } from '../../schema/errors.ts';
import { bundleLifecycle } from './bundle-lifecycle.ts';
import type { LoadedVendor } from './load-vendor.ts';
import { checkPermission } from './permission.ts';
import { openVendorLog } from './vendor-log.ts';

/** initdb and the start of PostgreSQL on a slow disk. */
const defaultStartTimeoutMs = 60_000;
/** Between "started" and "every part healthy". */
const defaultHealthTimeoutMs = 30_000;
const healthPollMs = 100;

export interface StartVendorOptions {
  readonly vendor: LoadedVendor;
  readonly context: VendorContext;
  /** Where the bundled lifecycle is written. */
  readonly workDir: string;
  /** Everything the vendor prints; created with its folder. */
  readonly logFile: string;
  readonly startTimeoutMs?: number;
  readonly healthTimeoutMs?: number;
  readonly signal?: AbortSignal;
}

export interface RunningVendor {
  readonly manifest: VendorManifest;
  readonly address: VendorAddress;
  /** Null for a vendor the harness neither started nor stops. */
  readonly driver: VendorDriver | null;
  /** Empty for a remote vendor, and while a vendor is too ill to tell. */
  processes(): Promise<readonly VendorProcess[]>;
  /** Idempotent, never throws; a failure is a line in the log. */
  stop(): Promise<void>;
}

/**
 * Prepares and starts a vendor and waits until it says it is healthy. A vendor without lifecycle.ts is taken as
 * running at its webhookUrl.
 * @throws StormproofError SP_DRIVE_VENDOR_START or SP_DRIVE_VENDOR_UNHEALTHY with the last lines of its log; nothing
 * of the vendor is left running then. The signal's reason when aborted.
 */
export async function startVendor(options: StartVendorOptions): Promise<RunningVendor> {
  const { manifest, lifecycleFile, dir } = options.vendor;
  if (!lifecycleFile || !dir) return remoteVendor(manifest);

  const log = openVendorLog(options.logFile);
  const createDriver = await bundleLifecycle({ id: manifest.id, lifecycleFile, outDir: options.workDir });
  const driver = createDriver({
    packageRoot,
    vendorDir: dir,
    settings: manifest.settings,
    behaviours: manifest.behaviours,
    log: log.write,
  });

  async function stop(): Promise<void> {
    try {
      await driver.stop();
    } catch (error) {
      log.write(`stop failed: ${messageOf(error)}`);
    }
    await log.close();
  }

  function failure(id: ErrorId, what: string, cause?: unknown): StormproofError {
    return new StormproofError(id, `vendor ${manifest.id} ${what}`, log.tail(), cause);
  }

  const startTimeoutMs = options.startTimeoutMs ?? defaultStartTimeoutMs;
  const healthTimeoutMs = options.healthTimeoutMs ?? defaultHealthTimeoutMs;
  try {
    const starting = driver.prepare(options.context).then(() => driver.start());
    const address = await within(starting, startTimeoutMs, options.signal).catch((error: unknown) => {
      options.signal?.throwIfAborted();
      throw failure('SP_DRIVE_VENDOR_START', `did not start: ${messageOf(error)}`, error);
    });
    checkPermission({ ...manifest, ...address });
    if (!(await becomesHealthy(driver, healthTimeoutMs, options.signal))) {
      throw failure('SP_DRIVE_VENDOR_UNHEALTHY', `was not healthy within ${healthTimeoutMs} ms`);
    }
    return { manifest, address, driver, processes: () => driver.processes().catch(() => []), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function remoteVendor(manifest: VendorManifest): RunningVendor {
  const { webhookUrl, baseUrl } = manifest;
  if (!webhookUrl) {
    throw new StormproofError(
      'SP_DRIVE_VENDOR_START',
      `vendor ${manifest.id} has neither lifecycle.ts nor webhookUrl`,
    );
  }
  return {
    manifest,
    address: baseUrl === undefined ? { webhookUrl } : { webhookUrl, baseUrl },
    driver: null,
    processes: async () => [],
    stop: async () => undefined,
  };
}

async function becomesHealthy(
  driver: VendorDriver,
  timeoutMs: number,
  signal?: AbortSignal,
): Promise<boolean> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const leftMs = deadline - performance.now();
    if (leftMs <= 0) return false;
    const healthy = await within(driver.health(), leftMs, signal).catch(() => false);
    signal?.throwIfAborted();
    if (healthy) return true;
    await sleep(Math.min(healthPollMs, leftMs));
  }
}

/** The promise, or a rejection after `timeoutMs` or on abort; the loser's own rejection is swallowed. */
function within<T>(work: Promise<T>, timeoutMs: number, signal?: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const late = setTimeout(
      () => settle(() => reject(new Error(`not ready after ${Math.round(timeoutMs)} ms`))),
      timeoutMs,
    );
    const aborted = (): void => settle(() => reject(signal?.reason));
    function settle(act: () => void): void {
      clearTimeout(late);
      signal?.removeEventListener('abort', aborted);
      act();
    }
    work.then(
      (value) => settle(() => resolve(value)),
      (error: unknown) => settle(() => reject(error)),
    );
    if (signal?.aborted) aborted();
    else signal?.addEventListener('abort', aborted);
  });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
