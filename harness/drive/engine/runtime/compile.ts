import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { compileFunction } from 'node:vm';
import { transform } from 'esbuild';
import { StormproofError } from '../../../schema/errors.ts';

/** Names of Node's globals that k6 does not have: the script sees `undefined`. */
const hidden = [
  'process',
  'Buffer',
  'global',
  'fetch',
  'setImmediate',
  'clearImmediate',
  'structuredClone',
] as const;
/** Names the script sees as its own, bound to one VU. */
export const bound = [
  'exports',
  'require',
  'module',
  '__sp',
  '__VU',
  '__ENV',
  'console',
  'open',
  'setTimeout',
  'clearTimeout',
  'setInterval',
  'clearInterval',
  'globalThis',
] as const;

export type Bindings = Readonly<Record<(typeof bound)[number], unknown>>;

export interface CompiledScript {
  /** Runs the module's top level with one VU's bindings. */
  instantiate(bindings: Bindings): void;
  /** An error's message with positions in the original files, one frame a line. */
  describe(error: unknown): string;
}

function inlineMap(bundle: string): string {
  try {
    const map = readFileSync(`${bundle}.map`);
    return `\n//# sourceMappingURL=data:application/json;base64,${map.toString('base64')}`;
  } catch {
    return '';
  }
}

function scriptError(bundle: string, cause: unknown): StormproofError {
  const errors = (
    cause as { errors?: { text: string; location?: { line: number; column: number } | null }[] }
  ).errors;
  const problems = (errors ?? []).map(({ text, location }) =>
    location ? `${bundle}:${location.line}:${location.column + 1}: ${text}` : text,
  );
  const isAwait = problems.some((line) => line.includes('Top-level await'));
  const hint = isAwait ? '; top-level await needs --engine k6' : '';
  return new StormproofError('SP_DRIVE_SCRIPT', `${problems[0] ?? String(cause)}${hint}`, problems, cause);
}

/**
 * Reads the ES-module bundle that stock k6 runs as well, and compiles it once as a function of one VU's bindings.
 * @throws StormproofError SP_DRIVE_SCRIPT with file:line:column when it does not parse.
 */
export async function compileScript(bundle: string): Promise<CompiledScript> {
  const source = readFileSync(bundle, 'utf8');
  const { code, map } = await transform(source + inlineMap(bundle), {
    format: 'cjs',
    target: 'es2022',
    define: { __ITER: '__sp.iteration' },
    // A module is strict; a function body is not unless it says so.
    banner: '"use strict";',
    sourcemap: 'external',
    sourcefile: bundle,
  }).catch((cause: unknown) => {
    throw scriptError(bundle, cause);
  });
  const file = `${bundle}#vu`;
  const compiled = compileFunction(code, [...bound, ...hidden], { filename: file });
  const sourceMap = new SourceMap(JSON.parse(map));

  function original(line: string): string | null {
    const match = /^\s*at (?:(.*) \()?(.+):(\d+):(\d+)\)?$/.exec(line);
    if (match === null || match[2] !== file) return null;
    const entry = sourceMap.findEntry(Number(match[3]) - 1, Number(match[4]) - 1);
    if (!('originalSource' in entry)) return null;
    const at = `${entry.originalSource}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
    return match[1] === undefined ? `at ${at}` : `at ${match[1]} (${at})`;
  }

  function describe(error: unknown): string {
    if (!(error instanceof Error))
      return typeof error === 'string' ? error : (JSON.stringify(error) ?? String(error));
    const frames = (error.stack ?? '').split('\n').map(original);
    return [`${error.name}: ${error.message}`, ...frames.filter((frame) => frame !== null)].join('\n    ');
  }

  return {
    describe,
    instantiate(bindings) {
      compiled.call(undefined, ...bound.map((name) => bindings[name]), ...hidden.map(() => undefined));
    },
  };
}
