import type { Vu } from '../runtime/vu.ts';

/** The time a scenario may run: its regular part, then gracefulStop for what is still running. */
export interface Window {
  /** True when no new iteration may start. */
  readonly over: boolean;
  /** 0..1 of the regular part. */
  readonly ratio: number;
  /** performance.now() at the start. */
  readonly startMs: number;
  /** Resolves when no new iteration may start. */
  readonly whenOver: Promise<void>;
  /** VUs to interrupt when gracefulStop is over or the run stops. */
  readonly running: Set<Vu>;
  close(): void;
}

export function openWindow(regularMs: number, gracefulStopMs: number, stopped: AbortSignal): Window {
  const startMs = performance.now();
  const running = new Set<Vu>();
  let over = false;
  let hardTimer: NodeJS.Timeout | null = null;
  let resolveOver: () => void = () => undefined;
  const whenOver = new Promise<void>((resolve) => {
    resolveOver = resolve;
  });

  function interruptAll(): void {
    for (const vu of running) vu.loop.interrupt();
  }
  function end(): void {
    over = true;
    resolveOver();
  }
  function stop(): void {
    end();
    interruptAll();
  }

  const regularTimer = setTimeout(() => {
    end();
    hardTimer = setTimeout(interruptAll, gracefulStopMs);
  }, regularMs);
  stopped.addEventListener('abort', stop);
  if (stopped.aborted) stop();

  return {
    whenOver,
    running,
    startMs,
    get over() {
      return over;
    },
    get ratio() {
      return over ? 1 : Math.min(1, (performance.now() - startMs) / regularMs);
    },
    close() {
      end();
      clearTimeout(regularTimer);
      if (hardTimer !== null) clearTimeout(hardTimer);
      stopped.removeEventListener('abort', stop);
    },
  };
}
