import type { Vu } from '../runtime/vu.ts';

type Callback = (...args: unknown[]) => void;

export interface VuTimers {
  setTimeout(callback: Callback, delayMs?: number, ...args: unknown[]): number;
  clearTimeout(id?: number): void;
  setInterval(callback: Callback, delayMs?: number, ...args: unknown[]): number;
  clearInterval(id?: number): void;
}

/** Timers of one VU's loop: a pending one keeps the iteration open; an interrupted iteration never hears of it. */
export function createTimers(vu: Vu): VuTimers {
  const cancels = new Map<number, () => void>();
  let last = 0;

  function start(callback: Callback, delayMs: number, repeat: boolean, args: unknown[]): number {
    if (typeof callback !== 'function') throw new TypeError('a timer needs a function');
    if (vu.inInit) throw new Error('timers are not available at module level: start them in a function');
    last += 1;
    const id = last;
    const hold = vu.loop.hold(stop);
    const timer = repeat
      ? setInterval(() => hold.call(() => callback(...args)), delayMs)
      : setTimeout(() => {
          cancels.delete(id);
          hold.release(() => callback(...args));
        }, delayMs);

    function stop(): void {
      clearTimeout(timer);
      cancels.delete(id);
    }

    cancels.set(id, () => {
      stop();
      hold.release();
    });
    return id;
  }

  function clear(id?: number): void {
    if (id !== undefined) cancels.get(id)?.();
  }

  return {
    setTimeout: (callback, delayMs = 0, ...args) => start(callback, delayMs, false, args),
    setInterval: (callback, delayMs = 0, ...args) => start(callback, delayMs, true, args),
    clearTimeout: clear,
    clearInterval: clear,
  };
}
