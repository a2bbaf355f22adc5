import type { CliContext } from '../context.ts';
import { childError } from '../process/child-error.ts';
import type { Child } from '../process/spawn-child.ts';

/** Waits for Ctrl-C (exit 0: that is how a server is meant to end) or for the child's own end (its error). */
export async function serve(child: Child, context: CliContext): Promise<number> {
  const interrupted = new Promise<'interrupted'>((resolve) => {
    if (context.signal.aborted) resolve('interrupted');
    context.signal.addEventListener('abort', () => resolve('interrupted'), { once: true });
  });
  const outcome = await Promise.race([child.exited, interrupted]);
  if (outcome !== 'interrupted') throw childError(child.role, 'SP_DRIVE_CHILD', outcome, child.tail());
  await child.stop();
  return 0;
}
