/**
 * Once `signal` is aborted, sends SIGKILL to `pid` and its group after `graceMs`, unless the returned function was called
 * before: the process has ended by itself.
 */
export function hardStop(pid: number, signal: AbortSignal, graceMs: number): () => void {
  let timer: NodeJS.Timeout | null = null;
  function arm(): void {
    timer = setTimeout(() => {
      for (const target of [-pid, pid]) {
        try {
          process.kill(target, 'SIGKILL');
        } catch {
          // No such group or process: already gone.
        }
      }
    }, graceMs);
  }
  if (signal.aborted) arm();
  else signal.addEventListener('abort', arm, { once: true });
  return () => {
    signal.removeEventListener('abort', arm);
    if (timer !== null) clearTimeout(timer);
  };
}
