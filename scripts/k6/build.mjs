// Builds the stock k6 pinned in go.mod into scripts/k6/bin/k6. Needs Go; the first build takes about two minutes.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const dir = dirname(fileURLToPath(import.meta.url));
const binary = join(dir, 'bin', process.platform === 'win32' ? 'k6.exe' : 'k6');

/** EX_UNAVAILABLE: the environment lacks something. */
const environment = 69;

const go = spawnSync('go', ['version'], { cwd: dir, encoding: 'utf8' });
if (go.error) {
  console.error('skipped: no Go. Install Go 1.25 or newer (https://go.dev/dl) and run `npm run k6` again.');
  process.exit(environment);
}
console.error(`building k6 with ${go.stdout.trim()} …`);
mkdirSync(join(dir, 'bin'), { recursive: true });
const built = spawnSync('go', ['build', '-trimpath', '-o', binary, 'go.k6.io/k6/v2'], {
  cwd: dir,
  stdio: 'inherit',
});
if (built.status !== 0) {
  console.error('k6 was not built: see the messages above. Behind a proxy set GOPROXY.');
  process.exit(environment);
}
console.log(spawnSync(binary, ['version'], { encoding: 'utf8' }).stdout.trim());
