import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { k6Modules } from '../../../../harness/drive/engine/modules/index.ts';
import { departures } from '../../../../harness/drive/engine/modules/support.ts';
import { k6Exports, k6Subset, subsetPath } from '../../../../scripts/k6-subset.ts';
import { runScript } from './support.ts';

test('docs/reference/k6-subset.md is up to date', () => {
  expect(
    readFileSync(subsetPath, 'utf8'),
    'run: node --import ./scripts/register.mjs scripts/k6-subset.ts',
  ).toBe(k6Subset());
});

test('every export of @types/k6 is really there, and what the table calls throwing throws', async () => {
  const modules = Object.keys(k6Modules);
  const exported = k6Exports(modules);
  const source = `
    ${modules.map((name, index) => `import * as m${index} from '${name}';`).join('\n')}
    const modules = [${modules.map((_, index) => `m${index}`).join()}];
    const names = ${JSON.stringify(modules.map((name) => exported.get(name)))};
    const throwing = new Set(${JSON.stringify(Object.keys(departures).filter((key) => departures[key]?.state === 'throws'))});
    const paths = ${JSON.stringify(modules)};
    export default function () {
      modules.forEach((module, at) => names[at].forEach((name) => {
        const value = module[name];
        if (value === undefined) console.log('missing ' + paths[at] + '.' + name);
        if (!throwing.delete(paths[at] + '.' + name)) return;
        try { value(); console.log('does not throw: ' + name); } catch (error) {
          if (!error.message.includes('is not supported')) console.log(name + ': ' + error.message);
        }
      }));
      for (const left of throwing) console.log('not in @types/k6: ' + left);
    }`;
  const { logs, summary } = await runScript(source);
  expect(logs).toEqual([]);
  expect(summary.iterations).toBe(1);
});
