import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { resultJsonSchema } from '../../../harness/schema/result-json-schema.ts';
import { asset } from '../../../package-root.ts';

test('result.schema.json is current: run scripts/result-schema.ts when this fails', () => {
  const written = JSON.parse(readFileSync(asset('harness', 'schema', 'result.schema.json'), 'utf8'));
  expect(written).toEqual(JSON.parse(resultJsonSchema()));
});

test('the package exports and packs it', () => {
  const manifest = JSON.parse(readFileSync(asset('package.json'), 'utf8'));
  expect(manifest.exports['./result.schema.json']).toBe('./harness/schema/result.schema.json');
  expect(manifest.files).toContain('harness/schema/result.schema.json');
});
