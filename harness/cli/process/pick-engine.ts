import { runEngine } from '../../drive/engine/run-engine.ts';
import { requireK6 } from '../../drive/k6/k6-binary.ts';
import { runK6 } from '../../drive/k6/run-k6.ts';
import type { EngineName } from '../options/evaluate-options.ts';

/** Both engines take the same bundle and give the same outcome. Throws SP_DRIVE_K6 at once when k6 is asked for but not built. */
export function pickEngine(name: EngineName): typeof runEngine {
  if (name === 'node') return runEngine;
  requireK6();
  return runK6;
}
