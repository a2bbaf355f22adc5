import { createInterface } from 'node:readline';
import { exitWithParent } from '../../../../vendors/kit/exit-with-parent.ts';

/**
 * A process that uses a share of one core: each line on stdin is that share, 0..1. Ends with its parent. Short slices, so
 * that whoever wakes up waits for a few milliseconds at most.
 */
const periodMs = 20;
let duty = 0;

createInterface({ input: process.stdin }).on('line', (line) => {
  const share = Number(line);
  if (share >= 0 && share <= 1) duty = share;
});

function slice(): void {
  const started = performance.now();
  const until = started + duty * periodMs;
  while (performance.now() < until);
  setTimeout(slice, Math.max(0, started + periodMs - performance.now()));
}

slice();
exitWithParent(async () => undefined);
