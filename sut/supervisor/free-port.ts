import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Linux hands out ephemeral ports from 32768 on: a listener there can find its port taken by somebody's client socket. */
const range = [20_000, 32_000] as const;

/** Whether a listener can bind the port on 127.0.0.1 now. */
export function portIsFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** A port that is free now, below the ephemeral range and not among `taken`. */
export async function freePort(taken: readonly number[] = []): Promise<number> {
  for (;;) {
    const port = randomInt(range[0], range[1]);
    if (!taken.includes(port) && (await portIsFree(port))) return port;
  }
}
