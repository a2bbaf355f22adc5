#!/usr/bin/env node
import { existsSync } from 'node:fs';

const main = new URL('../dist/harness/cli/main.js', import.meta.url);

// Loading takes a second on a busy machine: Ctrl-C ends that, too, with the code that later ones give (`run`: k6's 105).
// As soon as the command has handlers of its own these do nothing.
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(name, () => {
    if (process.listenerCount(name) === 1) process.exit(process.argv[2] === 'run' ? 105 : 130);
  });
}

if (existsSync(main)) {
  await import(main.href);
} else {
  // The built error catalogue is not there either: id, fix and code are those of harness/schema/errors.ts.
  process.stderr.write('SP_CLI_NOT_BUILT dist/ is missing\nfix: Run `npm run build`.\n');
  process.exitCode = 70;
}
