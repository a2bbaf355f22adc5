import { dirname } from 'node:path';
import type { Bundle } from '../../drive/bundle.ts';
import type { EngineProgress } from '../../drive/engine/job.ts';
import type { EngineOutcome } from '../../drive/engine/run-engine.ts';
import type { CliContext } from '../context.ts';
import type { RunInput } from '../options/run-options.ts';
import { hardStop } from '../process/hard-stop.ts';
import { pickEngine } from '../process/pick-engine.ts';

/** After Ctrl-C: teardown and handleSummary may take this long. The promise is 10 s for everything. */
const engineGraceMs = 6000;

export interface ScriptPlay {
  readonly bundle: Bundle;
  readonly run: string;
  readonly eventsDir: string | null;
  readonly histogramsDir: string | null;
  readonly env: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  readonly onSpawn: (pid: number) => void;
  /** A line of the script's console. */
  readonly say: (line: string) => void;
  /** Once a second. */
  readonly show: (progress: EngineProgress) => void;
}

/** Plays a bundled script; the summary is left to the caller. */
export async function playScript(
  input: RunInput,
  context: CliContext,
  play: ScriptPlay,
): Promise<EngineOutcome> {
  let release: () => void = () => {};
  try {
    return await pickEngine(input.engine)(
      {
        bundle: play.bundle.path,
        run: play.run,
        eventsDir: play.eventsDir,
        histogramsDir: play.histogramsDir,
        name: 'engine-1',
        scenarioId: null,
        env: play.env,
        overrides: input.overrides,
        thresholds: true,
        handleSummaryDir: context.cwd,
        quiet: input.quiet,
        scriptDir: dirname(input.script),
      },
      {
        signal: play.signal,
        onSpawn: (pid) => {
          release = hardStop(pid, play.signal, engineGraceMs);
          play.onSpawn(pid);
        },
        onLog: play.say,
        onProgress: play.show,
      },
    );
  } finally {
    release();
  }
}
