import { readFileSync, writeFileSync } from 'node:fs';

/** Writes what a vendor's process needs, secrets included, readable by its owner only. */
export function writeChildConfig(path: string, config: unknown): void {
  writeFileSync(path, JSON.stringify(config), { mode: 0o600 });
}

/** Reads the file named by `--config FILE`. Throws when the flag or the file is missing. */
export function readChildConfig<Config>(argv: readonly string[] = process.argv): Config {
  const path = argv[argv.indexOf('--config') + 1];
  if (!argv.includes('--config') || !path) throw new Error('usage: --config FILE');
  return JSON.parse(readFileSync(path, 'utf8')) as Config;
}
