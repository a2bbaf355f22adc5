import { execFileSync } from 'node:child_process';
import { packageRoot } from '../package-root.ts';

/** Builds dist/ once (incremental): tests that start processes run what users run. */
export default function setup(): void {
  execFileSync('npx', ['--no-install', 'tsc', '-p', 'tsconfig.json'], { cwd: packageRoot, stdio: 'inherit' });
}
