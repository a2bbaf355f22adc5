import { messagesPerConversation } from '../../../vendors/kit/history/corpus.ts';
import { plantedCount, plantedTerms } from '../../../vendors/kit/history/terms.ts';
import type { Bundle } from '../../drive/bundle.ts';
import type { RunningVendor } from '../../drive/vendor/start-vendor.ts';
import { loadPhase } from '../../record/search-fold.ts';
import { StormproofError } from '../../schema/errors.ts';
import { searchSizes } from '../../schema/size-plan.ts';
import type { EngineName } from '../options/evaluate-options.ts';
import { runPhase } from './run-phase.ts';
import { scenarioPhase } from './scenario-phase.ts';
import type { Session } from './session.ts';

export interface SearchRun {
  readonly bundle: Bundle;
  readonly engine: EngineName;
  /** Engines played before: names the event files. */
  readonly engines: number;
}

/**
 * The same searches in one store after another: loads what the store has more than the one before (timed as a phase of its
 * own), then plays the script. Returns the number of engines played in all.
 * @throws StormproofError SP_DRIVE_VENDOR_HISTORY when the vendor cannot load it.
 */
export async function searchPhases(session: Session, vendor: RunningVendor, run: SearchRun): Promise<number> {
  let loaded = 0;
  let { engines } = run;
  for (const { name, messages } of searchSizes[session.size].stores) {
    const conversations = messages / messagesPerConversation;
    const from = loaded;
    await runPhase(session, loadPhase, () => load(session, vendor, from, conversations));
    loaded = conversations;
    engines += 1;
    await scenarioPhase(session, vendor, {
      id: 'search',
      bundle: run.bundle,
      emitter: `engine-${engines}`,
      engine: run.engine,
      env: { SP_SEARCH_STORE: name, SP_SEARCH_TERMS: termsJson(conversations) },
    });
  }
  return engines;
}

/** What the script must find in a history of that many conversations. */
export function termsJson(conversations: number): string {
  return JSON.stringify(
    plantedTerms.map((term) => ({ ...term, planted: plantedCount(term, conversations) })),
  );
}

async function load(session: Session, { driver }: RunningVendor, from: number, to: number): Promise<void> {
  if (driver?.loadHistory === undefined) {
    throw new StormproofError(
      'SP_DRIVE_VENDOR_HISTORY',
      'the vendor has the capability search, and no loadHistory() in its lifecycle.ts',
    );
  }
  try {
    await driver.loadHistory({ seed: session.seed, from, to });
  } catch (error) {
    session.signal.throwIfAborted();
    throw new StormproofError(
      'SP_DRIVE_VENDOR_HISTORY',
      `the vendor did not load its history: ${error instanceof Error ? error.message : String(error)}`,
      [],
      error,
    );
  }
}
