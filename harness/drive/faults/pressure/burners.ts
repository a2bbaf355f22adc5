import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Burner processes, one a core. */
export interface Burners {
  readonly pids: readonly number[];
  /** True when each burner is pinned to its core. */
  readonly pinned: boolean;
  /** Share of each core to use, in the order of `cores`. */
  set(duties: readonly number[]): void;
  stop(): Promise<void>;
}

/** Starts one burner a core, idle at first; pinned where `taskset` (util-linux) exists. */
export async function startBurners(cores: readonly number[]): Promise<Burners> {
  const pinned = spawnSync('taskset', ['-p', String(process.pid)]).status === 0;
  // The extension is that of this module: .js when built, .ts in tests that run from source.
  const script = fileURLToPath(import.meta.url).endsWith('.ts')
    ? fileURLToPath(new URL('../../../../dist/harness/drive/faults/pressure/burner.js', import.meta.url))
    : fileURLToPath(new URL('./burner.js', import.meta.url));
  const children = cores.map((core) => startOne(core, script, pinned));
  await Promise.all(children.map((child) => once(child, 'spawn')));
  return {
    pids: children.flatMap(({ pid }) => pid ?? []),
    pinned,
    set(duties) {
      for (const [index, child] of children.entries()) child.stdin?.write(`${duties[index] ?? 0}\n`);
    },
    async stop() {
      await Promise.all(
        children.map(async (child) => {
          if (child.exitCode !== null || child.signalCode !== null) return;
          const exited = once(child, 'exit');
          child.kill('SIGKILL');
          await exited;
        }),
      );
    },
  };
}

function startOne(core: number, script: string, pinned: boolean): ChildProcess {
  const [command, args] = pinned
    ? ['taskset', ['-c', String(core), process.execPath, script]]
    : [process.execPath, [script]];
  const child = spawn(command, args, { stdio: ['pipe', 'ignore', 'ignore'] });
  child.stdin?.on('error', () => undefined);
  child.on('error', () => undefined);
  return child;
}
