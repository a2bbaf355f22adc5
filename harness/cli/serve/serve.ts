import type { CliContext } from '../context.ts';
import { childError } from '../process/child-error.ts';
import type { Child } from '../process/spawn-child.ts';

/** Starts and serves; Ctrl-C while starting is as good an end as later. */
export async function serveUntilInterrupted(
  context: CliContext,
  start: () => Promise<Child>,
): Promise<number> {
  try {
    return await serve(await start(), context);
  } catch (error) {
    if (context.signal.aborted) return 0;
    throw error;
  }
}

/** Waits for Ctrl-C (exit 0: that is how a server is meant to end) or for the child's own end (its error). */
async function serve(child: Child, context: CliContext): Promise<number> {
  const interrupted = new Promise<'interrupted'>((resolve) => {
    if (context.signal.aborted) resolve('interrupted');
    context.signal.addEventListener('abort', () => resolve('interrupted'), { once: true });
  });
  const outcome = await Promise.race([child.exited, interrupted]);
  if (outcome !== 'interrupted') throw childError(child.role, 'SP_DRIVE_CHILD', outcome, child.tail());
  await child.stop();
  return 0;
}
