import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MockOptionSet } from '../../../mock-whatsapp/contract/control.ts';
import { createControlClient } from '../../drive/control-client.ts';
import type { Size } from '../../schema/run-plan.ts';
import type { CliContext } from '../context.ts';
import { childError } from '../process/child-error.ts';
import { startMock } from '../process/start-mock.ts';
import type { Progress } from '../progress/open-progress.ts';
import { seedCustomers } from '../run-folder/customers.ts';
import type { RunFolder } from '../run-folder/run-folder.ts';
import type { RunSecrets } from '../run-folder/secrets.ts';
import type { Closers } from './closers.ts';
import { customerPlan } from './customer-plan.ts';
import { openRunEvents } from './run-events.ts';
import { createSamplerTargets } from './sampler-targets.ts';
import type { Session } from './session.ts';
import { startSampling } from './start-sampling.ts';

export interface OpenSessionOptions {
  readonly context: CliContext;
  readonly folder: RunFolder;
  readonly size: Size;
  readonly seed: number;
  readonly mockOptions: MockOptionSet;
  /** 0 = any free one. */
  readonly mockPort: number;
  readonly secrets: RunSecrets;
  /** False where the vendor cannot be prepared: its customers have no planted codes. */
  readonly plantCodes: boolean;
  readonly progress: Progress;
  readonly closers: Closers;
}

/**
 * Opens the recorder, starts the mock with its customers and the host sampler. Whatever breaks later (mock gone, disk full)
 * aborts `session.signal` with its reason. Everything made is undone by `closers`.
 */
export async function openSession(options: OpenSessionOptions): Promise<Session> {
  const { context, folder, closers, secrets } = options;
  const broken = new AbortController();
  const signal = AbortSignal.any([context.signal, broken.signal]);
  const onRecorderError = (error: Error) => broken.abort(error);

  const dataDir = await mkdtemp(join(tmpdir(), 'stormproof-'));
  // PostgreSQL may run as another user: it must be able to pass through, not to look around.
  await chmod(dataDir, 0o711);
  closers.add('vendor data', () => rm(dataDir, { recursive: true, force: true, maxRetries: 3 }));
  const events = await openRunEvents(folder.eventsDir, folder.run, onRecorderError);
  closers.add('run events', events.close);

  const { child, ready } = await startMock({
    port: options.mockPort,
    controlPort: 0,
    options: options.mockOptions,
    run: folder.run,
    eventsDir: folder.eventsDir,
    logFile: folder.logFile('mock'),
    webhook: null,
    secrets,
    context,
  });
  let closing = false;
  void child.exited.then((exit) => {
    if (!closing) broken.abort(childError('mock', 'SP_DRIVE_MOCK', exit, child.tail()));
  });
  closers.add('mock', () => {
    closing = true;
    return child.stop();
  });
  const control = createControlClient(ready.controlUrl);
  closers.add('control client', control.close);

  const targets = createSamplerTargets();
  targets.add({ role: 'orchestrator', pid: process.pid });
  targets.add({ role: 'mock', pid: child.pid });
  const stopSampling = await startSampling({ folder, targets, onError: onRecorderError });
  closers.add('host sampler', stopSampling);

  const customers = seedCustomers(
    customerPlan(options.size).total,
    ready.phoneNumberIds.length,
    options.seed,
  );
  await control.putCustomers(
    customers.map((customer) => ({ ...customer, code: options.plantCodes ? customer.code : null })),
  );
  return {
    context,
    folder,
    size: options.size,
    seed: options.seed,
    mockOptions: options.mockOptions,
    secrets,
    customers,
    dataDir,
    mock: ready,
    control,
    events,
    progress: options.progress,
    closers,
    targets,
    signal,
  };
}
