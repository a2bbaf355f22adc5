import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { k6Modules } from '../harness/drive/engine/modules/index.ts';
import { departures, runtimeNotes } from '../harness/drive/engine/modules/support.ts';
import { asset } from '../package-root.ts';

const types = asset('node_modules', '@types', 'k6');
export const subsetPath: string = asset('docs', 'reference', 'k6-subset.md');

/** Import names of every k6 module that has types, e.g. `k6/http`. */
export function k6ModuleNames(): string[] {
  const found: string[] = ['k6'];
  function walk(dir: string, name: string): void {
    for (const entry of readdirSync(dir, { withFileTypes: true })) {
      if (!entry.isDirectory()) continue;
      const next = `${name}/${entry.name}`;
      if (existsSync(join(dir, entry.name, 'index.d.ts'))) found.push(next);
      walk(join(dir, entry.name), next);
    }
  }
  walk(types, 'k6');
  return found.filter((name) => name !== 'k6/options').sort();
}

function fileOf(module: string): string {
  return join(types, module.slice('k6'.length), 'index.d.ts');
}

/** Names a module exports as values (functions, classes, constants), in order of declaration. */
export function k6Exports(modules: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const program = ts.createProgram(modules.map(fileOf), { skipLibCheck: true });
  const checker = program.getTypeChecker();
  return new Map(
    modules.map((module) => {
      const source = program.getSourceFile(fileOf(module));
      const symbol = source === undefined ? undefined : checker.getSymbolAtLocation(source);
      const names = symbol === undefined ? [] : checker.getExportsOfModule(symbol);
      const values = names.filter((entry) => {
        const target = entry.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(entry) : entry;
        // Abstract classes are only base types: Metric, Hasher, FileData.
        const abstract = target.declarations?.some(
          (node) =>
            ts.isClassDeclaration(node) &&
            node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AbstractKeyword),
        );
        return entry.name !== 'default' && !abstract && (target.flags & ts.SymbolFlags.Value) !== 0;
      });
      return [module, values.map(({ name }) => name)] as const;
    }),
  );
}

/** The text of docs/reference/k6-subset.md. */
export function k6Subset(): string {
  const modules = k6ModuleNames();
  const supported = modules.filter((name) => name in k6Modules);
  const exported = k6Exports(supported);
  const lines = [
    '# The k6 API on the built-in engine',
    '',
    'Generated from @types/k6 by `scripts/k6-subset.ts`; a test holds it up to date. What the table calls *throws* stops the',
    'iteration with a message that says what to use instead; `--engine k6` runs the same file on stock k6.',
    '',
  ];
  for (const module of supported) {
    lines.push(`## \`${module}\``, '', '| export | built-in engine | note |', '|---|---|---|');
    for (const name of exported.get(module) ?? []) {
      const departure = departures[`${module}.${name}`];
      lines.push(`| \`${name}\` | ${departure?.state ?? 'supported'} | ${departure?.note ?? ''} |`);
    }
    lines.push('');
  }
  lines.push('## Modules that are not supported', '', 'Importing one throws.', '');
  for (const module of modules.filter((name) => !(name in k6Modules))) lines.push(`- \`${module}\``);
  lines.push('', '## Runtime', '', '| what | built-in engine | note |', '|---|---|---|');
  for (const [what, state, note] of runtimeNotes) lines.push(`| ${what} | ${state} | ${note} |`);
  return `${lines.join('\n')}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(subsetPath, k6Subset());
  console.log(subsetPath);
}
