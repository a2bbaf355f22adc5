import type { DrillOptions, DrillTrial } from './drill-options.ts';
import { runTrial } from './run-trial.ts';

/**
 * Kills a part of the vendor under load, `trials` times, on the option set `bench+drill`; the next trial starts when the vendor is
 * whole again. Ends early, with fewer trials, when nobody made it whole or a fault could not be injected: what is not
 * there is "not proven". The run's options are put back in any case.
 * @throws StormproofError SP_DRIVE_MOCK; the signal's reason when aborted.
 */
export async function runFailoverDrill(options: DrillOptions): Promise<DrillTrial[]> {
  const done: DrillTrial[] = [];
  try {
    for (let trial = 1; trial <= options.trials; trial++) {
      options.signal?.throwIfAborted();
      await options.control.setOptions({ name: 'bench+drill', ...numbersOf(options) });
      const result = await runTrial(options, trial);
      done.push(result);
      if (options.driver && result.healedBy === 'nobody') break;
    }
    return done;
  } finally {
    await options.control.setOptions(options.optionsAfter).catch(() => undefined);
  }
}

/** A running mock can't change how many numbers it has. */
function numbersOf({ optionsAfter }: DrillOptions): { readonly numbers?: number } {
  return optionsAfter.numbers === undefined ? {} : { numbers: optionsAfter.numbers };
}
