import { afterTurn } from './after-turn.ts';

/**
 * One VU's event loop: what keeps an iteration open. An iteration ends when its promise settled AND nothing
 * started here is pending (timer, request, socket), as in k6.
 */
export interface VuLoop {
  /** Registers something pending; `cancel` stops it without calling back. */
  hold(cancel: () => void): Hold;
  /** True between the end of an iteration and the next: late callbacks must not run. */
  readonly open: boolean;
  /**
   * Runs `body` to the end. Resolves with how it ended; never rejects. On an exception or an interruption
   * everything still pending is cancelled.
   */
  run(body: () => unknown): Promise<LoopEnd>;
  /** Ends the running body as interrupted: its awaits never continue. */
  interrupt(): void;
}

export interface Hold {
  /** Ends the hold and runs the callback in the VU, unless the iteration is already over. */
  release(callback?: () => void): void;
  /** Runs a callback in the VU and stays pending. */
  call(callback: () => void): void;
}

export type LoopEnd =
  | { readonly kind: 'done'; readonly value: unknown }
  | { readonly kind: 'exception'; readonly error: unknown }
  | { readonly kind: 'interrupted' };

interface Task {
  readonly cancel: () => void;
}

export function createLoop(): VuLoop {
  const tasks = new Set<Task>();
  let finish: ((end: LoopEnd) => void) | null = null;
  let settled = false;
  let value: unknown;
  let checking = false;

  function end(result: LoopEnd): void {
    const done = finish;
    if (done === null) return;
    finish = null;
    for (const task of tasks) task.cancel();
    tasks.clear();
    done(result);
  }

  // A macrotask later every promise continuation has run, so nothing can register behind our back.
  function check(): void {
    if (!settled || tasks.size > 0 || checking) return;
    checking = true;
    afterTurn(checked);
  }

  function checked(): void {
    checking = false;
    if (settled && tasks.size === 0) end({ kind: 'done', value });
  }

  function guarded(callback: () => void): void {
    try {
      callback();
    } catch (error) {
      end({ kind: 'exception', error });
    }
  }

  function hold(cancel: () => void): Hold {
    const task: Task = { cancel };
    if (finish === null) return { release: () => undefined, call: () => undefined };
    tasks.add(task);
    return {
      release(callback) {
        if (!tasks.delete(task)) return;
        if (callback !== undefined) guarded(callback);
        check();
      },
      call(callback) {
        if (tasks.has(task)) guarded(callback);
      },
    };
  }

  function run(body: () => unknown): Promise<LoopEnd> {
    return new Promise((resolve) => {
      finish = resolve;
      settled = false;
      value = undefined;
      const mine = resolve;
      try {
        const result = body();
        if (!(result instanceof Promise)) {
          settled = true;
          value = result;
          check();
          return;
        }
        result.then(
          (outcome) => {
            if (finish !== mine) return;
            settled = true;
            value = outcome;
            check();
          },
          (error: unknown) => {
            if (finish === mine) end({ kind: 'exception', error });
          },
        );
      } catch (error) {
        end({ kind: 'exception', error });
      }
    });
  }

  return {
    hold,
    run,
    interrupt: () => end({ kind: 'interrupted' }),
    get open() {
      return finish !== null;
    },
  };
}
