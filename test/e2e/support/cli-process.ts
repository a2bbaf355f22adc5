import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import { asset } from '../../../package-root.ts';

export interface CliRun {
  readonly pid: number;
  /** Resolves at the first stderr line that holds `text`. Rejects when the process ends before. */
  line(text: string): Promise<void>;
  signal(name: NodeJS.Signals): void;
  readonly exited: Promise<number | null>;
  stdout(): string;
  stderr(): string;
  /** Living processes that this run started, itself included, whoever their parent is now. */
  processes(): readonly string[];
}

/** Starts the built command. Its descendants are found by a mark in their environment: groups and parents change. */
export function startCli(
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): CliRun {
  const mark = `SP_TEST_MARK=${randomUUID()}`;
  const child: ChildProcess = spawn(process.execPath, [asset('bin/stormproof.js'), ...args], {
    cwd: options.cwd ?? process.cwd(),
    env: { ...process.env, ...options.env, SP_TEST_MARK: mark.split('=')[1] },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const out: string[] = [];
  const err: string[] = [];
  const waiting = new Set<() => void>();
  child.stdout?.on('data', (chunk: Buffer) => out.push(chunk.toString()));
  if (child.stderr) {
    createInterface({ input: child.stderr }).on('line', (text) => {
      err.push(text);
      for (const look of waiting) look();
    });
  }
  const exited = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return {
    pid: child.pid ?? 0,
    line: (text) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (!err.some((line) => line.includes(text))) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
        void exited.then(() => reject(new Error(`ended before "${text}":\n${err.join('\n')}`)));
      }),
    signal: (name) => child.kill(name),
    exited,
    stdout: () => out.join(''),
    stderr: () => err.join('\n'),
    processes: () => marked(mark),
  };
}

function marked(mark: string): readonly string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        // A zombie has no environment left: it is gone but for its parent's reading of it.
        if (!readFileSync(`/proc/${pid}/environ`, 'utf8').includes(mark)) return [];
        return [`${pid} ${readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')}`];
      } catch {
        return [];
      }
    });
}
