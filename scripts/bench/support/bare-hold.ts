import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { quantile } from './quantile.ts';

/** Answers each line after a hold of `holdMs` with the line and the time it really held it, ms. */
const server = `
const { createServer } = require('node:net');
const { createInterface } = require('node:readline');
const holdMs = Number(process.argv[1]);
const listening = createServer((socket) => {
  socket.setNoDelay(true);
  createInterface({ input: socket }).on('line', (id) => {
    const from = performance.now();
    setTimeout(() => socket.write(id + ' ' + (performance.now() - from) + '\\n'), holdMs);
  });
}).listen(0, '127.0.0.1', () => console.log(listening.address().port));
process.stdin.on('end', () => process.exit()).resume();
`;

/**
 * The machine's own share of a paired error: a line of TCP to another process and back at the same pace, with the same hold between,
 * and nothing else (no HTTP, no signature, no JSON). Median of (round trip − hold as logged), ms.
 */
export async function bareHold(ratePerSec: number, seconds: number, holdMs: number): Promise<number> {
  const child = spawn(process.execPath, ['-e', server, String(holdMs)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [port] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const socket = connect(Number(port), '127.0.0.1').setNoDelay(true);
  await once(socket, 'connect');
  const sentMs: number[] = [];
  const errors: number[] = [];
  createInterface({ input: socket }).on('line', (line) => {
    const [id, held] = line.split(' ').map(Number);
    errors.push(performance.now() - (sentMs[id ?? 0] ?? 0) - (held ?? 0));
  });
  const startMs = performance.now();
  for (let id = 0; id < ratePerSec * seconds; id += 1) {
    await sleep(Math.max(0, startMs + (id * 1000) / ratePerSec - performance.now()));
    sentMs[id] = performance.now();
    socket.write(`${id}\n`);
  }
  await sleep(4 * holdMs);
  socket.destroy();
  child.stdin.end();
  return quantile(
    errors.sort((a, b) => a - b),
    0.5,
  );
}
