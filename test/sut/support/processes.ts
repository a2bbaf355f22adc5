import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { packageRoot } from '../../../package-root.ts';

/** What the global set-up built; another build may be named. */
export const distDir = process.env.SP_TEST_DIST ?? join(packageRoot, 'dist');

export interface StartedProcess {
  readonly child: ChildProcess;
  readonly pid: number;
  /** The first line of stdout that is {kind: 'ready'}. */
  readonly ready: Promise<Record<string, unknown>>;
  readonly stderr: () => string;
  /** Exit code, or the signal's name. */
  readonly exit: Promise<number | string>;
}

/** Starts a built module as users do; `firstLine` is written to its stdin, which stays open. */
export function startProcess(module: string, args: readonly string[], firstLine?: unknown): StartedProcess {
  const child = spawn(process.execPath, [join(distDir, module), ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.on('error', () => undefined);
  if (firstLine !== undefined) child.stdin.write(`${JSON.stringify(firstLine)}\n`);
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString('utf8');
  });
  const exit = once(child, 'close').then(([code, signal]) => (code ?? signal) as number | string);
  const ready = new Promise<Record<string, unknown>>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const message = JSON.parse(line) as Record<string, unknown>;
      if (message.kind === 'ready') resolve(message);
    });
    void exit.then((how) => reject(new Error(`ended (${how}) before it was ready:\n${stderr}`)));
  });
  ready.catch(() => undefined);
  return { child, pid: child.pid ?? 0, ready, stderr: () => stderr, exit };
}

/** Reads again until `wanted` or the time is over; returns what it read last. */
export async function until<T>(
  read: () => Promise<T> | T,
  wanted: (value: T) => boolean,
  timeoutMs = 15_000,
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const value = await read();
    if (wanted(value) || performance.now() > deadline) return value;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
