import { existsSync } from 'node:fs';
import { asset } from '../../../package-root.ts';
import { StormproofError } from '../../schema/errors.ts';

/** Where scripts/k6/build.mjs puts the pinned stock k6. */
export const k6Binary: string = asset('scripts', 'k6', 'bin', process.platform === 'win32' ? 'k6.exe' : 'k6');

export function hasK6(): boolean {
  return existsSync(k6Binary);
}

/** @throws StormproofError SP_DRIVE_K6 when it is not built. */
export function requireK6(): string {
  if (!hasK6()) throw new StormproofError('SP_DRIVE_K6', `stock k6 is not built: ${k6Binary} does not exist`);
  return k6Binary;
}
