import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bundleScript } from '../../../harness/drive/bundle.ts';
import { StormproofError } from '../../../harness/schema/errors.ts';
import { folder } from './engine/support.ts';

async function failure(source: string): Promise<StormproofError> {
  const dir = folder();
  writeFileSync(join(dir, 'broken.ts'), source);
  const request = { script: join(dir, 'broken.ts'), vendorClient: null, outDir: join(dir, 'out') };
  const error = await bundleScript(request).catch((caught: unknown) => caught);
  if (error instanceof StormproofError) return error;
  throw new Error('did not fail');
}

test('script and vendor client become one file; k6 modules stay imports', async () => {
  const dir = folder();
  writeFileSync(
    join(dir, 'client.ts'),
    "import http from 'k6/http';\nexport const client = { id: 'acme', http };\n",
  );
  writeFileSync(
    join(dir, 'one.ts'),
    "import { client } from 'vendor';\nexport default function (): void { console.log(client.id); }\n",
  );
  const request = { script: join(dir, 'one.ts'), vendorClient: join(dir, 'client.ts') };
  const bundle = await bundleScript({ ...request, outDir: join(dir, 'a') });
  const again = await bundleScript({ ...request, outDir: join(dir, 'b') });
  const text = readFileSync(bundle.path, 'utf8');
  expect(text).toContain('from "k6/http"');
  expect(text).toContain('acme');
  expect(text).not.toContain('from "vendor"');
  expect(bundle.name).toBe('one');
  expect(again.hash).toBe(bundle.hash);
});

test('a syntax error names file, line and column', async () => {
  const error = await failure('export default function () {\n  const x = ;\n}\n');
  expect(error.id).toBe('SP_DRIVE_SCRIPT');
  expect(error.message).toMatch(/broken\.ts:2:13: Unexpected ";"/);
  expect(error.exitCode).toBe(107);
});

test('two mistakes give two messages', async () => {
  const error = await failure("import 'node:fs';\nimport './absent.ts';\nexport default function () {}\n");
  expect(error.problems).toHaveLength(2);
  expect(error.problems.join('\n')).toContain('node:fs');
  expect(error.problems.join('\n')).toContain('absent.ts');
});
