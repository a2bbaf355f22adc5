import { type EventWriter, openEventWriter } from './event-writer.ts';
import { createMachineSampler } from './host-machine.ts';
import { readAllProcStats } from './host-proc.ts';
import { createProcessSampler, type HostTarget } from './host-process.ts';

const periodMs = 1000;

export type { HostTarget };

export interface HostSamplerOptions {
  /** The events folder. */
  readonly dir: string;
  readonly run: string;
  /** Asked once a second; processes may come, go and change their pid. */
  readonly targets: () => readonly HostTarget[];
  readonly onError?: Parameters<typeof openEventWriter>[0]['onError'];
}

export interface HostSampler {
  /** One last sample, then the file is closed. Idempotent. */
  stop(): Promise<void>;
}

/**
 * Writes `host.ndjson.gz`: once a second one `host.process` per target (CPU and run delay are totals since the process
 * started) and one `host.machine` (ratios over the second before). Writes no samples where there is no /proc.
 * @throws StormproofError SP_RECORD_IO when the file can't be created.
 */
export async function startHostSampler(options: HostSamplerOptions): Promise<HostSampler> {
  const { dir, run, targets, onError } = options;
  const writer = await openEventWriter({
    dir,
    file: 'host',
    run,
    src: 'host',
    ...(onError ? { onError } : {}),
  });
  const sample = createSample(writer, targets);
  sample();
  const timer = setInterval(sample, periodMs);
  timer.unref();
  let stopping: Promise<void> | null = null;

  async function finish(): Promise<void> {
    clearInterval(timer);
    sample();
    await writer.close();
  }
  return {
    stop: () => {
      stopping ??= finish();
      return stopping;
    },
  };
}

function createSample(writer: EventWriter, targets: HostSamplerOptions['targets']): () => void {
  const sampleProcesses = createProcessSampler();
  const sampleMachine = createMachineSampler();
  return () => {
    const stats = readAllProcStats();
    const watched = targets();
    for (const reading of sampleProcesses(watched, stats)) writer.write('host.process', reading);
    const machine = sampleMachine([process.pid, ...watched.map(({ pid }) => pid)], stats);
    if (machine) writer.write('host.machine', machine);
  };
}
