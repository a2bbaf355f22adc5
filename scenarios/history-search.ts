import exec from 'k6/execution';
import { Trend } from 'k6/metrics';
import type { Options } from 'k6/options';
import { client } from 'vendor';
import type { OpResult, SearchHit } from '../vendors/contract/client.ts';
import { nowMs } from './lib/clock.ts';
import { seed, size } from './lib/env.ts';
import { hash } from './lib/random.ts';
import { asExpected, searchTerms } from './lib/search-terms.ts';
import { searchSizes } from './lib/sizes.ts';

/**
 * Searches over past conversations in one store: every planted term of three languages again and again, at a constant
 * rate. The harness runs it once per store with the same queries; what was planted is known, so each result is checked.
 */
const { queriesPerStore, ratePerSec } = searchSizes[size];
const store = __ENV.SP_SEARCH_STORE || 'store';
const limit = 20;

/** Milliseconds of one search, tags {i, store, language, class, status, ok, exact}. */
const searches = new Trend('sp_search', true);

export const options: Options = {
  scenarios: {
    search: {
      executor: 'constant-arrival-rate',
      rate: ratePerSec,
      timeUnit: '1s',
      duration: `${Math.round((queriesPerStore * 1000) / ratePerSec)}ms`,
      // A search of 6 s (the article's slow system) keeps 120 busy.
      preAllocatedVUs: 130,
      maxVUs: 200,
      gracefulStop: '60s',
    },
  },
};

interface Setup {
  readonly credential: string;
}

export async function setup(): Promise<Setup> {
  if (client.search === undefined || client.openApi === undefined) {
    exec.test.abort(`vendor ${client.id} has no search`);
    throw new Error('no search');
  }
  return { credential: await client.openApi() };
}

export default async function searchOnce({ credential }: Setup): Promise<void> {
  const { search } = client;
  if (search === undefined) return;
  const terms = searchTerms();
  const i = exec.scenario.iterationInTest;
  // Every round asks for every term once, in an order of its own.
  const round = Math.floor(i / terms.length);
  const term = terms[(i * 5 + hash(seed, round)) % terms.length];
  if (term === undefined) throw new Error('SP_SEARCH_TERMS is empty');
  const startMs = nowMs();
  let result: OpResult<readonly SearchHit[]>;
  try {
    result = await search(credential, { text: term.text, limit });
  } catch (error) {
    result = { ok: false, status: 0, error: String(error) };
  }
  const tookMs = nowMs() - startMs;
  const exact = result.ok && asExpected(term, result.value ?? [], limit);
  searches.add(tookMs, {
    i: String(i),
    store,
    language: term.language,
    class: term.termClass,
    status: String(result.status),
    ok: String(result.ok),
    exact: String(exact),
  });
  if (!result.ok) console.warn(`search for ${term.text} failed: ${result.status} ${result.error ?? ''}`);
  else if (!exact) {
    console.warn(`search for ${term.text}: ${result.value?.length ?? 0} hits, ${term.planted} planted`);
  }
}
