import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { descendants, isRunning } from './descendants.ts';

/** Lines kept to be quoted when a start fails. */
const quotedLines = 20;

export interface ProcessSpec<Ready> {
  /** Name in messages and in the log. */
  readonly role: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Turns a line of stdout into the ready message, or undefined for any other line. Default: JSON with kind "ready". */
  readonly parseReady?: (line: string) => Ready | undefined;
  readonly readyTimeoutMs: number;
  /** Between SIGTERM and SIGKILL. Default 5 000. */
  readonly stopGraceMs?: number;
  /** Aborting it while the child starts stops the child; afterwards it has no effect. */
  readonly signal?: AbortSignal;
  /** Every line the child prints, ready line excepted. */
  readonly log: (line: string) => void;
}

export interface ProcessExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface RunningProcess<Ready> {
  readonly pid: number;
  readonly ready: Ready;
  readonly exited: Promise<ProcessExit>;
  /** False once the exit was seen. */
  running(): boolean;
  /** Writes one JSON line to its stdin. */
  tell(message: unknown): void;
  /** The last lines it printed. */
  tail(): readonly string[];
  /** SIGTERM, after the grace SIGKILL to it and to every process below it. Idempotent; resolves when all are gone. */
  stop(): Promise<void>;
}

/**
 * Starts a child and waits for its ready line on stdout. The child's stdin is a pipe that ends when this process
 * dies: a child written for the kit leaves then (exit-with-parent.ts). Rejects, with the last lines quoted and
 * nothing left running, when the child exits early or is not ready in `readyTimeoutMs`.
 */
export async function startProcess<Ready>(spec: ProcessSpec<Ready>): Promise<RunningProcess<Ready>> {
  const child = spawn(spec.command, [...spec.args], {
    cwd: spec.cwd,
    env: spec.env,
    stdio: ['pipe', 'pipe', 'pipe'],
    // A group of its own: a terminal's Ctrl-C must not reach the vendor before the harness is done with it.
    detached: true,
  });
  // A child that closes its stdin early must not raise EPIPE here.
  child.stdin.on('error', () => undefined);
  const lines: string[] = [];
  const exited = exitOf(child);
  const parseReady = spec.parseReady ?? jsonReady<Ready>;

  function keep(line: string): void {
    lines.push(line);
    if (lines.length > quotedLines) lines.shift();
    spec.log(`[${spec.role}] ${line}`);
  }

  const ready = new Promise<Ready>((resolve) => {
    let seen = false;
    createInterface({ input: child.stdout }).on('line', (line) => {
      const message = seen ? undefined : parseReady(line);
      if (message === undefined) return keep(line);
      seen = true;
      resolve(message);
    });
  });
  createInterface({ input: child.stderr }).on('line', keep);

  let stopping: Promise<void> | null = null;
  const stop = (): Promise<void> => {
    stopping ??= stopChild(child, exited, spec.stopGraceMs ?? 5000);
    return stopping;
  };

  const timer = new AbortController();
  const first = await Promise.race([
    ready.then((message) => ({ kind: 'ready', message }) as const),
    exited.then((exit) => ({ kind: 'exited', exit }) as const),
    sleep(spec.readyTimeoutMs, { kind: 'late' } as const, { signal: timer.signal }),
    aborted(spec.signal, timer.signal),
  ]).finally(() => timer.abort());

  if (first.kind !== 'ready' || child.pid === undefined) {
    await stop();
    throw new Error(`${spec.role} ${whyNotReady(first, spec)}${quote(lines)}`);
  }
  return {
    pid: child.pid,
    ready: first.message,
    exited,
    running: () => child.exitCode === null && child.signalCode === null,
    tell: (message) => {
      child.stdin.write(`${JSON.stringify(message)}\n`);
    },
    tail: () => [...lines],
    stop,
  };
}

type First =
  | { readonly kind: 'ready' }
  | { readonly kind: 'exited'; readonly exit: ProcessExit & { readonly error?: Error } }
  | { readonly kind: 'late' | 'aborted' };

/** Resolves when `signal` is aborted; `over` takes the listener away again. */
function aborted(signal: AbortSignal | undefined, over: AbortSignal): Promise<{ readonly kind: 'aborted' }> {
  return new Promise((resolve) => {
    const result = { kind: 'aborted' } as const;
    if (signal?.aborted) resolve(result);
    else signal?.addEventListener('abort', () => resolve(result), { once: true, signal: over });
  });
}

function whyNotReady(first: First, spec: ProcessSpec<unknown>): string {
  if (first.kind === 'aborted') return 'was stopped before it was ready';
  if (first.kind !== 'exited') return `was not ready after ${spec.readyTimeoutMs} ms`;
  if (first.exit.error) return `could not be started: ${first.exit.error.message}`;
  const how = first.exit.signal ?? `code ${first.exit.code}`;
  return `ended before it was ready (${how})`;
}

function quote(lines: readonly string[]): string {
  if (lines.length === 0) return '; it printed nothing';
  return `; its last lines:\n${lines.map((line) => `  ${line}`).join('\n')}`;
}

/** `close` comes after the last line of stdout and stderr, unlike `exit`; a grandchild that keeps them open must not block. */
function exitOf(child: ChildProcess): Promise<ProcessExit & { readonly error?: Error }> {
  return new Promise((resolve) => {
    child.once('error', (error) => {
      if (child.pid === undefined) resolve({ code: null, signal: null, error });
    });
    child.once('exit', (code, signal) => {
      const done = (): void => resolve({ code, signal });
      child.once('close', done);
      setTimeout(done, 200).unref();
    });
  });
}

async function stopChild(child: ChildProcess, exited: Promise<unknown>, graceMs: number): Promise<void> {
  if (child.pid === undefined) return;
  const below = descendants(child.pid);
  child.kill('SIGTERM');
  const left = await Promise.race([exited.then(() => true), sleep(graceMs, false, { ref: false })]);
  if (!left) {
    below.push(...descendants(child.pid));
    child.kill('SIGKILL');
    await exited;
  }
  await reap(below, left ? graceMs : 500);
}

/** What a dead parent left behind gets `graceMs` to go by itself (stdin ended), then SIGKILL. */
async function reap(pids: readonly number[], graceMs: number): Promise<void> {
  const deadline = performance.now() + graceMs;
  let left = pids.filter(isRunning);
  while (left.length > 0 && performance.now() < deadline) {
    await sleep(20);
    left = left.filter(isRunning);
  }
  for (const pid of left) signalQuietly(pid);
  while (left.some(isRunning)) await sleep(5);
}

function signalQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Gone in between.
  }
}

function jsonReady<Ready>(line: string): Ready | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const message = JSON.parse(line) as { readonly kind?: unknown };
    return message.kind === 'ready' ? (message as Ready) : undefined;
  } catch {
    return undefined;
  }
}
