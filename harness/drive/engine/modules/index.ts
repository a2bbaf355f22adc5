import type { Vu } from '../runtime/vu.ts';
import { cryptoModule } from './crypto.ts';
import { dataModule } from './data.ts';
import { encodingModule } from './encoding.ts';
import { executionModule } from './execution.ts';
import { httpModule } from './http.ts';
import { k6Module } from './k6.ts';
import { metricsModule } from './metrics.ts';
import { createTimers } from './timers.ts';
import { websocketsModule } from './websockets.ts';

/** Import name → the module's exports, bound to one VU. docs/reference/k6-subset.md is generated from these. */
export const k6Modules: Readonly<Record<string, (vu: Vu) => Record<string, unknown>>> = {
  k6: k6Module,
  'k6/http': httpModule,
  'k6/websockets': websocketsModule,
  'k6/metrics': metricsModule,
  'k6/execution': executionModule,
  'k6/data': dataModule,
  'k6/crypto': cryptoModule,
  'k6/encoding': encodingModule,
  'k6/timers': (vu) => ({ ...createTimers(vu) }),
};
