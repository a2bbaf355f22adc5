import { readFileSync } from 'node:fs';
import { asset } from '../../package-root.ts';

/** Version of the installed package. */
export function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(asset('package.json'), 'utf8')) as { readonly version: string };
  return version;
}
