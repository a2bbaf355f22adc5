import { type Finding, fail, ok } from '../finding.ts';

/** package.json `engines`: 20.19 is the first 20 with require(esm) and the flags ts-node needs. */
const minimum = [20, 19] as const;

/** Node is new enough. */
export function nodeVersion(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const enough = major > minimum[0] || (major === minimum[0] && minor >= minimum[1]);
  if (enough) return ok('node', `Node ${version}`);
  return fail('node', `Node ${version} is too old`, `Install Node ${minimum.join('.')} or newer.`);
}
