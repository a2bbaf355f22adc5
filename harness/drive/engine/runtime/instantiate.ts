import { readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { k6Modules } from '../modules/index.ts';
import { createTimers } from '../modules/timers.ts';
import type { CompiledScript } from './compile.ts';
import { createConsole } from './console.ts';
import type { TestState } from './test-state.ts';
import { createVu, type Vu } from './vu.ts';

/** Standard objects of the language and the web names k6 has too: what a script's `globalThis` holds. */
const standardNames = Object.getOwnPropertyNames(globalThis).filter(
  (name) => /^[A-Z]/.test(name) || name.startsWith('is'),
);
const standard = Object.fromEntries(
  [
    ...standardNames,
    'parseInt',
    'parseFloat',
    'decodeURI',
    'encodeURI',
    'decodeURIComponent',
    'encodeURIComponent',
  ].map((name) => [name, (globalThis as unknown as Record<string, unknown>)[name]]),
);

function openFile(vu: Vu, path: string, mode?: string): string | ArrayBuffer {
  if (!vu.inInit) throw new Error('open() is only available in the init stage (at module level)');
  const local = path.startsWith('file://') ? fileURLToPath(path) : path;
  const file = isAbsolute(local) ? local : join(vu.test.scriptDir, local);
  const known = vu.test.openedFiles.get(file) ?? readFileSync(file);
  vu.test.openedFiles.set(file, known);
  if (mode !== 'b') return known.toString('utf8');
  return known.buffer.slice(known.byteOffset, known.byteOffset + known.byteLength) as ArrayBuffer;
}

function requireFor(vu: Vu): (name: string) => unknown {
  const made = new Map<string, unknown>();
  return (name) => {
    const factory = k6Modules[name];
    if (factory === undefined) {
      throw new Error(
        `the module "${name}" is not supported by the built-in engine (docs/reference/k6-subset.md); try --engine k6`,
      );
    }
    if (!made.has(name)) {
      const exports = factory(vu);
      made.set(name, { __esModule: true, default: exports, ...exports });
    }
    return made.get(name);
  };
}

/** Makes a VU: calls the compiled module once with bindings of its own. Throws what the module level throws. */
export function instantiate(script: CompiledScript, id: number, test: TestState): Vu {
  const vu = createVu(id, test);
  const timers = createTimers(vu);
  const module = { exports: {} as Record<string, unknown> };
  const console = createConsole(vu);
  const globals = Object.assign(Object.create(standard), timers, { console, __ENV: vu.env, __VU: id });
  script.instantiate({
    exports: module.exports,
    require: requireFor(vu),
    module,
    __sp: vu,
    __VU: id,
    __ENV: vu.env,
    console,
    open: (path: string, mode?: string) => openFile(vu, path, mode),
    setTimeout: timers.setTimeout,
    clearTimeout: timers.clearTimeout,
    setInterval: timers.setInterval,
    clearInterval: timers.clearInterval,
    globalThis: globals,
  });
  vu.exports = module.exports;
  vu.inInit = false;
  return vu;
}
