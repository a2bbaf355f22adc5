import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** Restart waits: at once, then 0.1 s, 0.2 s … 5 s; a child that lived 10 s starts the ladder anew. */
const restartBaseMs = 100;
const restartMaxMs = 5_000;
const steadyMs = 10_000;
/** A child that is told to end and has not is killed after this. */
const stopMs = 8_000;

export type ChildMessage = Readonly<Record<string, unknown>> & { readonly kind: string };

export interface ChildOptions {
  readonly role: string;
  /** Path of the child's main module from the sut folder, without extension, e.g. `node/main`. */
  readonly module: string;
  /** First line of its stdin; it may come later than the process, which loads its modules meanwhile. */
  readonly settings: Promise<unknown>;
  readonly onMessage: (message: ChildMessage) => void;
  /** It ended although nobody asked; it will be started again. */
  readonly onLost: () => void;
  /** Planted (defects/slow-restart.ts): the least wait before it is started again. */
  readonly restartAfterMs?: number;
}

export interface SupervisedChild {
  readonly role: string;
  readonly pid: number | null;
  start(): void;
  tell(message: unknown): void;
  /** Closes its stdin and resolves when it is gone. */
  stop(): Promise<void>;
}

/** A child process that is started again whenever it ends, until `stop`. Its stderr is ours. */
export function superviseChild(options: ChildOptions): SupervisedChild {
  const state: {
    child: ChildProcess | null;
    stopping: boolean;
    failures: number;
    timer: NodeJS.Timeout | null;
  } = {
    child: null,
    stopping: false,
    failures: 0,
    timer: null,
  };
  // The extension is that of this module: .js when built, .ts in tests that run from source.
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const path = fileURLToPath(new URL(`../${options.module}.${extension}`, import.meta.url));

  function start(): void {
    state.timer = null;
    if (state.stopping) return;
    const startedAt = Date.now();
    const child = spawn(process.execPath, ['--enable-source-maps', path], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    state.child = child;
    child.stdin?.on('error', () => undefined);
    options.settings.then(
      (settings) => child.stdin?.write(`${JSON.stringify(settings)}\n`),
      () => undefined,
    );
    if (child.stdout) {
      createInterface({ input: child.stdout }).on('line', (line) =>
        options.onMessage(JSON.parse(line) as ChildMessage),
      );
    }
    child.on('error', () => undefined);
    child.once('close', () => {
      state.child = null;
      if (state.stopping) return;
      state.failures = Date.now() - startedAt > steadyMs ? 0 : state.failures + 1;
      options.onLost();
      const waitMs =
        state.failures <= 1 ? 0 : Math.min(restartMaxMs, restartBaseMs * 2 ** (state.failures - 2));
      state.timer = setTimeout(start, Math.max(waitMs, options.restartAfterMs ?? 0));
    });
  }

  return {
    role: options.role,
    get pid() {
      return state.child?.pid ?? null;
    },
    start,
    tell: (message) => {
      state.child?.stdin?.write(`${JSON.stringify(message)}\n`);
    },
    stop: async () => {
      state.stopping = true;
      if (state.timer !== null) clearTimeout(state.timer);
      const { child } = state;
      if (child === null) return;
      const closed = once(child, 'close');
      child.stdin?.end();
      const impatience = setTimeout(() => child.kill('SIGKILL'), stopMs);
      await closed;
      clearTimeout(impatience);
    },
  };
}
