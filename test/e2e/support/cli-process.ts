import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import { asset } from '../../../package-root.ts';
import type { Finished } from './temporary-folder.ts';

export interface CliRun {
  readonly pid: number;
  /** Resolves at the first stderr line that holds `text`. Rejects when the process ends before. */
  line(text: string): Promise<void>;
  signal(name: NodeJS.Signals): void;
  readonly exited: Promise<number | null>;
  stdout(): string;
  stderr(): string;
  /** Living processes that this run started, itself included, whoever their parent is now: `pid command line`. */
  processes(): readonly string[];
}

export interface CliOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** The command's own file; default this package's. */
  readonly bin?: string;
  readonly finished?: Finished;
}

/**
 * Starts the built command. Its descendants are found by a mark in their environment (groups and parents change); one
 * that gets an environment of its own, PostgreSQL, by being the child of a marked one when it was last looked or signalled.
 */
export function startCli(args: readonly string[], options: CliOptions = {}): CliRun {
  const mark = `SP_TEST_MARK=${randomUUID()}`;
  const child: ChildProcess = spawn(process.execPath, [options.bin ?? asset('bin/stormproof.js'), ...args], {
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
  const census = createCensus(mark);
  const exited = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  (options.finished ?? onTestFinished)(() => {
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
    signal: (name) => {
      census();
      child.kill(name);
    },
    exited,
    stdout: () => out.join(''),
    stderr: () => err.join('\n'),
    processes: census,
  };
}

interface ProcessLine {
  readonly pid: string;
  readonly ppid: string;
  /** Clock tick of its start: a pid that was given out again has another. */
  readonly startedAt: string;
  readonly marked: boolean;
}

/** Every process whose memory is still there: a zombie is gone but for its parent's reading of it. */
function living(mark: string): readonly ProcessLine[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
        // The name in brackets may hold spaces; fields 3 (state), 4 (ppid) and 22 (start) follow it.
        const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        const [state, ppid = '', startedAt = ''] = [fields[0], fields[1], fields[19]];
        if (state === 'Z' || state === 'X') return [];
        return [{ pid, ppid, startedAt, marked: environment(pid).includes(mark) }];
      } catch {
        return [];
      }
    });
}

function environment(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8');
  } catch {
    return '';
  }
}

function createCensus(mark: string): () => readonly string[] {
  const seen = new Set<string>();
  const key = ({ pid, startedAt }: ProcessLine): string => `${pid} ${startedAt}`;
  return () => {
    const all = living(mark);
    const ours = new Set(all.filter((line) => line.marked || seen.has(key(line))).map(({ pid }) => pid));
    for (let size = -1; size !== ours.size; ) {
      size = ours.size;
      for (const { pid, ppid } of all) if (ours.has(ppid)) ours.add(pid);
    }
    const found = all.filter(({ pid }) => ours.has(pid));
    for (const line of found) seen.add(key(line));
    return found.map(({ pid }) => `${pid} ${commandLine(pid)}`);
  };
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '(gone)';
  }
}
