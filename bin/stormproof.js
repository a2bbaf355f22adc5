#!/usr/bin/env node
import { existsSync } from 'node:fs';

const main = new URL('../dist/harness/cli/main.js', import.meta.url);

if (existsSync(main)) {
  await import(main.href);
} else {
  // The built error catalogue is not there either: id, fix and code are those of harness/schema/errors.ts.
  process.stderr.write('SP_CLI_NOT_BUILT dist/ is missing\nfix: Run `npm run build`.\n');
  process.exitCode = 70;
}
