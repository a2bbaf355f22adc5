import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

function findRoot(start: string): string {
  let dir = start;
  while (!existsSync(join(dir, 'package.json')) || !existsSync(join(dir, 'scenarios'))) {
    const parent = dirname(dir);
    if (parent === dir) throw new Error(`package root not found above ${start}`);
    dir = parent;
  }
  return dir;
}

/**
 * Absolute path of the installed package: the folder with package.json and the
 * assets that are not compiled (SQL, templates, YAML, scenarios). The same from
 * source, from dist/ and from node_modules/stormproof.
 */
export const packageRoot: string = findRoot(dirname(fileURLToPath(import.meta.url)));

/** Absolute path of an asset, given its path from the package root. */
export function asset(...parts: readonly string[]): string {
  return join(packageRoot, ...parts);
}
