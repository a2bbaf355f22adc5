import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { StormproofError } from '../../schema/errors.ts';

/** Start of the ephemeral range where the kernel does not tell (Linux default: 32768–60999). */
const defaultEphemeralStart = 32_768;
/** Below it lie the ports people know by heart (PostgreSQL 5432, 8080 …). */
const lowest = 15_000;
/** Ports that a process tries first. Two runs started side by side have neighbouring pids, so different ones. */
const ownPorts = 64;
/** Beyond the process's own ports: random ones, so often. */
const triesPerPort = 100;

let turn = 0;

/**
 * `count` different ports of 127.0.0.1 that were free a moment ago, all below the ephemeral range: a port inside it
 * can be taken by another process's client socket. A process gets no port twice before it has had `ownPorts`.
 * Throws SP_DRIVE_VENDOR_START when none can be found.
 */
export async function freePorts(count: number): Promise<number[]> {
  const highest = Math.max(lowest + 1000, ephemeralStart());
  const blocks = Math.floor((highest - lowest) / ownPorts);
  const first = lowest + (process.pid % blocks) * ownPorts;
  const found = new Set<number>();
  const offer = async (port: number): Promise<void> => {
    if (!found.has(port) && (await isFree(port))) found.add(port);
  };
  for (let tries = 0; found.size < count && tries < ownPorts; tries++)
    await offer(first + (turn++ % ownPorts));
  for (let tries = count * triesPerPort; found.size < count; tries--) {
    if (tries <= 0) {
      throw new StormproofError('SP_DRIVE_VENDOR_START', `no free port between ${lowest} and ${highest}`);
    }
    await offer(randomInt(lowest, highest));
  }
  return [...found];
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}

function ephemeralStart(): number {
  try {
    const start = Number(readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8').split(/\s+/)[0]);
    return start > 0 ? Math.min(start, defaultEphemeralStart) : defaultEphemeralStart;
  } catch {
    return defaultEphemeralStart;
  }
}
