import { existsSync } from 'node:fs';
import { asset } from '../../../../package-root.ts';
import { builtScripts } from '../../process/built-scripts.ts';
import { type Finding, fail, ok } from '../finding.ts';

/** Every process that `evaluate` starts has been compiled. */
export function build(): Finding {
  const missing = Object.values(builtScripts).filter((path) => !existsSync(asset(path)));
  if (missing.length === 0) return ok('build', 'dist/ is complete');
  return fail('build', `missing: ${missing.join(', ')}`, 'Run `npm run build`.');
}
