import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { asset } from '../../../package-root.ts';
import { percentile } from './holds.ts';

const ratePerSec = 50;
const seconds = 10;

/** Bar of a paired error in CI, ms (issue 3, design §7). */
export const pairedBarMs = 1;
/** Below this floor the machine is no excuse, ms. */
export const slowFloorMs = 0.5;

/** What two bare node:http processes add to an exchange on this machine, now; ms. */
export interface MachineFloor {
  readonly p50: number;
  readonly p99: number;
}

/**
 * The machine's own resolution: a POST to another process, which sends one back at once; 50 a second for 10 s, as the
 * truth tests ask. The time it says it held is taken off, as with a vendor's log. Nothing of Stormproof is in the way.
 */
export async function machineFloor(): Promise<MachineFloor> {
  const echo = spawn(process.execPath, [asset('test/truth/support/bare-echo.mjs')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = (await once(echo.stdout, 'data')) as [Buffer];
  const sentNs = new Map<number, bigint>();
  const errorsMs: number[] = [];
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const sent = sentNs.get(Number(Buffer.concat(chunks).toString()));
      const heldNs = BigInt(String(incoming.headers['x-held-ns'] ?? 0));
      if (sent !== undefined) errorsMs.push(Number(process.hrtime.bigint() - sent - heldNs) / 1e6);
      response.writeHead(200).end();
    });
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const agent = new Agent({ keepAlive: true });
  const back = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  for (let i = 0; i < ratePerSec * seconds; i++) {
    const body = String(i);
    const out = request(`http://127.0.0.1:${line.toString().trim()}/`, {
      method: 'POST',
      agent,
      headers: { 'x-back': back, 'content-length': body.length },
    });
    out.on('response', (answer) => answer.resume());
    out.once('socket', () => sentNs.set(i, process.hrtime.bigint()));
    out.end(body);
    await sleep(1000 / ratePerSec);
  }
  echo.stdin.end();
  await once(echo, 'exit');
  server.close();
  server.closeAllConnections();
  agent.destroy();
  return { p50: percentile(errorsMs, 0.5), p99: percentile(errorsMs, 0.99) };
}
