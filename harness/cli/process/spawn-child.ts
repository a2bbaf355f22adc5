import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { ErrorId } from '../../schema/errors.ts';
import { StormproofError } from '../../schema/errors.ts';
import { childError } from './child-error.ts';

export interface ChildSpec {
  /** Name in logs and samples, e.g. `mock`. */
  readonly role: string;
  /** Absolute path of a JavaScript file. */
  readonly script: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** Receives the child's stderr and its stdout after the ready line; null = stderr of this process. */
  readonly logFile: string | null;
  /** Thrown when the child ends before it is ready without naming an error of its own. */
  readonly errorId: ErrorId;
  readonly readyTimeoutMs: number;
  readonly registry: Set<Child>;
}

export interface ChildExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface Child {
  readonly role: string;
  readonly pid: number;
  readonly exited: Promise<ChildExit>;
  /** The last lines of its stderr, oldest first. */
  tail(): readonly string[];
  /** Ends its stdin, then SIGTERM, then SIGKILL to its group. Resolves when it is gone. Idempotent. */
  stop(graceMs?: number): Promise<void>;
  /** SIGKILL to its whole group, at once. */
  kill(): void;
}

const tailLines = 30;
/** From SIGTERM to SIGKILL. */
const termGraceMs = 2000;

/**
 * Starts a child of ours and waits for its JSON ready line (`{"kind":"ready",…}`) on stdout. The child has a group of its
 * own, so a terminal's Ctrl-C reaches only us and the order of the shutdown is ours; it ends by itself when its stdin ends.
 * Throws the child's own SP_ error where it printed one, else `errorId`; the signal's reason when aborted.
 */
export async function spawnChild<Ready>(
  spec: ChildSpec,
  signal: AbortSignal,
): Promise<{ readonly child: Child; readonly ready: Ready }> {
  signal.throwIfAborted();
  const process_ = spawn(process.execPath, [spec.script, ...spec.args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
    env: spec.env,
  });
  const log = spec.logFile === null ? process.stderr : createWriteStream(spec.logFile, { flags: 'a' });
  // A full disk must not bring the orchestrator down through its log: the run itself reports it.
  log.on('error', () => {});
  const tail: string[] = [];
  const exited = new Promise<ChildExit>((resolve) => {
    process_.once('exit', (code, exitSignal) => resolve({ code, signal: exitSignal }));
    process_.once('error', () => resolve({ code: null, signal: null }));
  });
  const closed = new Promise<void>((resolve) => process_.once('close', () => resolve()));
  const child = makeChild(spec.role, process_.pid ?? 0, exited, tail, () => process_.stdin.end());
  spec.registry.add(child);
  void exited.then(() => {
    spec.registry.delete(child);
    if (log !== process.stderr) log.end();
  });
  process_.stdin.on('error', () => {});

  // In the foreground a child that fails to start is quoted by its error: its lines are shown from the ready line on.
  let quiet = spec.logFile === null;
  createInterface({ input: process_.stderr }).on('line', (line) => {
    tail.push(line);
    if (tail.length > tailLines) tail.shift();
    if (!quiet) log.write(`${line}\n`);
  });
  const ready = new Promise<Ready>((resolve) => {
    createInterface({ input: process_.stdout }).on('line', (line) => {
      const value = readyLine(line);
      if (value === null) log.write(`${line}\n`);
      else resolve(value as Ready);
    });
  });

  const watch = new AbortController();
  try {
    const value = await Promise.race([
      ready,
      exited.then(async (exit) => {
        // The last stderr lines may arrive after the exit event; a grandchild may hold the pipe for ever.
        await within(closed, 200);
        throw childError(spec.role, spec.errorId, exit, tail);
      }),
      expired(spec, watch.signal),
      aborted(signal, watch.signal),
    ]);
    if (quiet) for (const line of tail) log.write(`${line}\n`);
    quiet = false;
    return { child, ready: value };
  } catch (error) {
    await child.stop(1000);
    throw error;
  } finally {
    watch.abort();
  }
}

function makeChild(
  role: string,
  pid: number,
  exited: Promise<ChildExit>,
  tail: readonly string[],
  endStdin: () => void,
): Child {
  let stopping: Promise<void> | null = null;
  function signalGroup(name: NodeJS.Signals): void {
    if (pid === 0) return;
    try {
      process.kill(-pid, name);
    } catch {
      // Already gone.
    }
  }
  async function stop(graceMs: number): Promise<void> {
    endStdin();
    if (await within(exited, graceMs)) return;
    signalGroup('SIGTERM');
    if (await within(exited, termGraceMs)) return;
    signalGroup('SIGKILL');
    await exited;
  }
  return {
    role,
    pid,
    exited,
    tail: () => [...tail],
    stop: (graceMs = 5000) => {
      stopping ??= stop(graceMs);
      return stopping;
    },
    kill: () => signalGroup('SIGKILL'),
  };
}

function readyLine(line: string): unknown {
  if (!line.startsWith('{')) return null;
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'ready'
      ? value
      : null;
  } catch {
    return null;
  }
}

/** True when the promise settles within `ms`. */
async function within(promise: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  const done = await Promise.race([promise.then(() => true), late]);
  clearTimeout(timer);
  return done;
}

function expired(spec: ChildSpec, over: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const timer = setTimeout(() => {
      reject(
        new StormproofError(
          spec.errorId,
          `${spec.role} was not ready within ${spec.readyTimeoutMs / 1000} s`,
        ),
      );
    }, spec.readyTimeoutMs);
    over.addEventListener('abort', () => clearTimeout(timer), { once: true });
  });
}

function aborted(signal: AbortSignal, over: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const onAbort = () => reject(signal.reason);
    if (signal.aborted) return onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    over.addEventListener('abort', () => signal.removeEventListener('abort', onAbort), { once: true });
  });
}
