import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { packageRoot } from '../../../package-root.ts';
import type { DriverOptions, VendorDriver } from '../../../vendors/contract/lifecycle.ts';
import { StormproofError } from '../../schema/errors.ts';

export type CreateDriver = (options: DriverOptions) => VendorDriver;

const driverMethods = ['prepare', 'start', 'health', 'processes', 'stop'] as const;

/**
 * Bundles a vendor's lifecycle.ts to `<outDir>/lifecycle-<id>.mjs`, imports it and gives back its `createDriver`.
 * npm packages stay outside the bundle, found from the vendor's folder first, then from Stormproof's.
 * @throws StormproofError SP_DRIVE_VENDOR_START when it does not compile, does not load or has another shape.
 */
export async function bundleLifecycle(options: {
  readonly id: string;
  readonly lifecycleFile: string;
  readonly outDir: string;
}): Promise<CreateDriver> {
  const { id, lifecycleFile, outDir } = options;
  const outfile = join(outDir, `lifecycle-${id}.mjs`);
  await mkdir(outDir, { recursive: true });
  try {
    await build({
      entryPoints: [lifecycleFile],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      sourcemap: 'inline',
      logLevel: 'silent',
      plugins: [externalPackages],
    });
  } catch (cause) {
    throw failed(id, 'does not compile', buildProblems(cause), cause);
  }
  let module: { readonly createDriver?: unknown };
  try {
    // The query keeps a second run in one process from getting the first run's module.
    module = await import(`${pathToFileURL(outfile).href}?at=${process.hrtime.bigint()}`);
  } catch (cause) {
    throw failed(id, 'does not load', [String(cause)], cause);
  }
  const { createDriver } = module;
  if (typeof createDriver !== 'function') {
    throw failed(id, 'has another shape', ['createDriver: missing: export function createDriver(options)']);
  }
  return (driverOptions) => checked(id, createDriver(driverOptions));
}

/** Bare imports become absolute URLs: the bundle lies in a run folder, from where no package would be found. */
const externalPackages: Plugin = {
  name: 'external-packages',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^[^./]/ }, async ({ path, kind, importer, resolveDir, pluginData }) => {
      if (pluginData === externalPackages || kind === 'entry-point') return undefined;
      if (path.startsWith('node:')) return { path, external: true };
      for (const from of [resolveDir, packageRoot]) {
        const found = await resolve(path, { kind, importer, resolveDir: from, pluginData: externalPackages });
        if (found.errors.length > 0) continue;
        // A Node built-in without its prefix resolves to itself.
        const isFile = found.path !== path;
        return { path: isFile ? pathToFileURL(found.path).href : path, external: true };
      }
      return undefined;
    });
  },
};

function checked(id: string, driver: unknown): VendorDriver {
  const methods = (typeof driver === 'object' && driver !== null ? driver : {}) as Record<string, unknown>;
  const missing = driverMethods.filter((name) => typeof methods[name] !== 'function');
  if (missing.length === 0) return driver as VendorDriver;
  throw failed(
    id,
    'has another shape',
    missing.map((name) => `${name}: missing: a VendorDriver has ${name}()`),
  );
}

function failed(id: string, what: string, problems: readonly string[], cause?: unknown): StormproofError {
  return new StormproofError(
    'SP_DRIVE_VENDOR_START',
    `lifecycle.ts of vendor ${id} ${what}`,
    problems,
    cause,
  );
}

function buildProblems(cause: unknown): string[] {
  const errors = (cause as { errors?: { text: string; location?: { file: string; line: number } | null }[] })
    .errors;
  if (!errors) return [String(cause)];
  return errors.map(({ text, location }) => (location ? `${location.file}:${location.line}: ${text}` : text));
}
