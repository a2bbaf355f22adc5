import { readFileSync } from 'node:fs';
import { availableParallelism, freemem, loadavg } from 'node:os';
import { type Finding, ok, warn } from '../finding.ts';

/** The sizes of design §4.7 are measured on two cores. */
const coresWanted = 2;
/** PostgreSQL, gateway, two nodes, mock, engine and orchestrator together stay below it at standard size. */
const memoryWantedBytes = 2 * 1024 ** 3;
/** 3,000 open conversations, webhook and Graph connections on both sides, with room. */
const filesWanted = 4096;

export function cores(count: number = availableParallelism()): Finding {
  if (count >= coresWanted) return ok('cores', `${count} cores`);
  return warn(
    'cores',
    `${count} core`,
    "Use a machine with 2 cores: figures that miss may be the harness's own waiting.",
  );
}

export function memory(freeBytes: number = freemem()): Finding {
  const text = `${(freeBytes / 1024 ** 3).toFixed(1)} GiB free`;
  if (freeBytes >= memoryWantedBytes) return ok('memory', text);
  return warn('memory', text, 'Close other programs: 2 GiB are wanted.');
}

/** Other programs take cores away from the vendor: "does not meet" would become "not proven". */
export function idle(load: number = loadavg()[0] ?? 0): Finding {
  const text = `load of the last minute: ${load.toFixed(2)}`;
  if (load < 0.5) return ok('idle', text);
  return warn('idle', text, 'Wait until the machine is idle: other programs count against the measurement.');
}

export function openFiles(): Finding {
  const limit = softLimit();
  if (limit === null) return ok('open-files', 'limit unknown on this system');
  if (limit >= filesWanted) return ok('open-files', `ulimit -n ${limit}`);
  return warn('open-files', `ulimit -n ${limit}`, `Raise it: ulimit -n ${filesWanted}`);
}

function softLimit(): number | null {
  try {
    const line = readFileSync('/proc/self/limits', 'utf8')
      .split('\n')
      .find((text) => text.startsWith('Max open files'));
    const soft = line?.split(/\s+/)[3];
    return soft === 'unlimited' ? Number.MAX_SAFE_INTEGER : Number(soft) || null;
  } catch {
    return null;
  }
}
