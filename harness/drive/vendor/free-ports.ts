import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { StormproofError } from '../../schema/errors.ts';

/** Start of the ephemeral range where the kernel does not tell (Linux default: 32768–60999). */
const defaultEphemeralStart = 32_768;
/** Below it lie the ports people know by heart (PostgreSQL 5432, 8080 …). */
const lowest = 15_000;
const triesPerPort = 100;

/**
 * `count` different ports of 127.0.0.1 that were free a moment ago, all below the ephemeral range: a port inside it
 * can be taken by another process's client socket. Throws SP_DRIVE_VENDOR_START when none can be found.
 */
export async function freePorts(count: number): Promise<number[]> {
  const highest = Math.max(lowest + 1000, ephemeralStart());
  const found = new Set<number>();
  for (let tries = count * triesPerPort; found.size < count; tries--) {
    if (tries <= 0) {
      throw new StormproofError('SP_DRIVE_VENDOR_START', `no free port between ${lowest} and ${highest}`);
    }
    const port = randomInt(lowest, highest);
    if (!found.has(port) && (await isFree(port))) found.add(port);
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
