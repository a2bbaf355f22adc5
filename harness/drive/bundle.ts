import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { type BuildFailure, build, type Plugin } from 'esbuild';
import { StormproofError } from '../schema/errors.ts';

export interface BundleRequest {
  /** The scenario, .ts or .js. */
  readonly script: string;
  /** The vendor's client.ts for `import { client } from 'vendor'`; null = a client without capabilities. */
  readonly vendorClient: string | null;
  readonly outDir: string;
}

export interface Bundle {
  /** The one file that the engine, `k6 run` and a k6-operator TestRun take. A source map lies beside it. */
  readonly path: string;
  /** sha256 (hex) of the file. */
  readonly hash: string;
  /** The script's name without extension. */
  readonly name: string;
}

const noClient = "export const client = { id: 'none' };";

function vendorAlias(vendorClient: string | null): Plugin {
  return {
    name: 'vendor',
    setup(setup) {
      setup.onResolve({ filter: /^vendor$/ }, () =>
        vendorClient === null ? { path: 'none', namespace: 'vendor' } : { path: resolve(vendorClient) },
      );
      setup.onLoad({ filter: /.*/, namespace: 'vendor' }, () => ({ contents: noClient, loader: 'js' }));
    },
  };
}

function scriptError(script: string, cause: unknown): StormproofError {
  const { errors = [] } = cause as Partial<BuildFailure>;
  const problems = errors.map(({ text, location }) => {
    if (location === null) return text;
    const file = relative(process.cwd(), resolve(dirname(resolve(script)), location.file));
    return `${file}:${location.line}:${location.column + 1}: ${text}`;
  });
  return new StormproofError('SP_DRIVE_SCRIPT', problems[0] ?? String(cause), problems, cause);
}

/**
 * Bundles a scenario and the vendor's client into one ES module; `k6` and `k6/*` stay imports.
 * @throws StormproofError SP_DRIVE_SCRIPT naming file:line:column of every error.
 */
export async function bundleScript(request: BundleRequest): Promise<Bundle> {
  const { script, vendorClient, outDir } = request;
  const name = basename(script).replace(/\.[cm]?[jt]s$/, '');
  const path = join(outDir, `${name}.js`);
  const result = await build({
    entryPoints: [resolve(script)],
    absWorkingDir: dirname(resolve(script)),
    outfile: path,
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    // What Sobek, k6's JavaScript engine, runs without another transformation.
    target: 'es2020',
    external: ['k6', 'k6/*'],
    plugins: [vendorAlias(vendorClient)],
    sourcemap: 'external',
    legalComments: 'none',
    logLevel: 'silent',
  }).catch((cause: unknown) => {
    throw scriptError(script, cause);
  });
  const code = result.outputFiles.find((file) => file.path.endsWith('.js'))?.text ?? '';
  const map = result.outputFiles.find((file) => file.path.endsWith('.map'))?.text ?? '';
  await mkdir(outDir, { recursive: true });
  await Promise.all([writeFile(path, code), writeFile(`${path}.map`, map)]);
  return { path, hash: createHash('sha256').update(code).digest('hex'), name };
}
