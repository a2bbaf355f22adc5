import type { Result } from '../../harness/schema/result.ts';
import { measured } from './read.ts';

const kills = ['failover', 'drill.gateway-kill', 'drill.store-kill'] as const;

/** Metric prefix of the drill this result has kills of; `failover` where it has none. */
export const drillPrefix = (result: Result): (typeof kills)[number] =>
  kills.find((prefix) => measured(result, prefix)) ?? 'failover';
