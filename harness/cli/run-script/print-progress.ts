import type { EngineProgress } from '../../drive/engine/job.ts';
import type { CliContext } from '../context.ts';
import { clock, count } from '../progress/format.ts';

/** Lines of progress without a terminal; with one, every second. */
const plainEveryMs = 10_000;

/** Says on stderr how far a script without a vendor is; nothing with `quiet`. */
export function printProgress(quiet: boolean, context: CliContext): (progress: EngineProgress) => void {
  if (quiet) return () => {};
  let nextMs = context.stderrIsTty ? 0 : plainEveryMs;
  return (progress) => {
    if (progress.elapsedMs < nextMs) return;
    nextMs = progress.elapsedMs + (context.stderrIsTty ? 0 : plainEveryMs);
    context.stderr(
      `[${clock(progress.elapsedMs)}] ${count(progress.iterations)} ${progressText(progress)}\n`,
    );
  };
}

/** `iterations, 40 % done, 12 VUs, 3 dropped`: what stands after their number. */
export function progressText({ doneRatio, vus, dropped }: EngineProgress): string {
  const lost = dropped === 0 ? '' : `, ${count(dropped)} dropped`;
  return `iterations, ${Math.floor(doneRatio * 100)} % done, ${count(vus)} VUs${lost}`;
}
