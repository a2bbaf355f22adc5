import type { ApiCall } from '../../vendors/contract/client.ts';
import { uniform } from './random.ts';

/** The call that the i-th iteration makes: drawn by weight, the same on every engine. */
export function pickCall(calls: readonly ApiCall[], i: number, seed: number): ApiCall {
  const total = calls.reduce((sum, { weight }) => sum + weight, 0);
  let left = uniform(seed, i) * total;
  for (const call of calls) {
    left -= call.weight;
    if (left < 0) return call;
  }
  throw new Error('the vendor names no API calls');
}
