import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { knownVendors, loadVendor, webhookVendor } from '../../../../harness/drive/vendor/load-vendor.ts';
import { parseManifest } from '../../../../harness/drive/vendor/read-manifest.ts';
import { StormproofError } from '../../../../harness/schema/errors.ts';

function vendorFolder(files: Readonly<Record<string, string>>): string {
  const dir = mkdtempSync(join(tmpdir(), 'stormproof-vendor-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(dir, name), text);
  return dir;
}

async function refusal(work: () => unknown): Promise<StormproofError> {
  try {
    await work();
  } catch (error) {
    if (error instanceof StormproofError) return error;
    throw error;
  }
  throw new Error('was not refused');
}

const remote = `
id: acme
name: Acme
version: '3'
connectionMode: full
capabilities: [reply]
`;

test('the vendors of this repository are valid', async () => {
  expect(knownVendors()).toEqual(expect.arrayContaining(['null', 'reference', 'stub']));
  for (const id of knownVendors()) expect((await loadVendor(id)).manifest.id).toBe(id);
});

test('an unknown vendor: the known ones are named', async () => {
  const error = await refusal(() => loadVendor('nobody'));
  expect(error.id).toBe('SP_CLI_UNKNOWN_VENDOR');
  expect(error.message).toMatch(/unknown vendor "nobody"; known: .*null, .*reference/);
  expect(error.exitCode).toBe(64);
});

test('two mistakes give two messages, each with its line', async () => {
  const text = `id: acme
name: Acme
version: '3'
connectionMode: sideways
capabilities: [reply, telepathy]
permision: yes
behaviours:
  - kind: drop
    size: {every: 0}
`;
  const error = await refusal(() => parseManifest(text, 'vendor.yaml'));
  expect(error.id).toBe('SP_CLI_VENDOR_FILE');
  expect(error.problems.map((line) => line.split(':').slice(0, 2).join(':'))).toEqual([
    'line 4: connectionMode',
    'line 5: capabilities.1',
    'line 6: permision',
    'line 9: behaviours.0.size.every',
  ]);
  expect(error.problems[2]).toBe('line 6: permision: unknown field');
});

test('a file that is not YAML is told with its line', async () => {
  const error = await refusal(() => parseManifest('id: [1\nname: x', 'vendor.yaml'));
  expect(error.problems[0]).toMatch(/^line \d: /);
});

test('behaviours get their defaults', () => {
  const manifest = parseManifest(`${remote}behaviours: [{kind: delay, size: {ms: 200}}]`, 'vendor.yaml');
  expect(manifest.behaviours).toEqual([{ kind: 'delay', size: { ms: 200 }, onset: 0, tolerance: 0.02 }]);
});

test.each([
  ['http://127.0.0.1:4020/webhook', true],
  ['http://localhost:4020/webhook', true],
  ['http://[::1]:4020/webhook', true],
  ['http://127.0.0.1.example.com/webhook', false],
  ['https://crm.example.com/webhook', false],
  ['http://10.0.0.7/webhook', false],
])('%s without permission: allowed %s', async (webhookUrl, allowed) => {
  const dir = vendorFolder({ 'vendor.yaml': `${remote}webhookUrl: ${webhookUrl}\n` });
  if (allowed) expect((await loadVendor(dir)).manifest.webhookUrl).toBe(webhookUrl);
  else expect((await refusal(() => loadVendor(dir))).id).toBe('SP_CLI_NO_PERMISSION');
});

test('every target is looked at, and permission allows it', async () => {
  const targets = 'webhookUrl: http://127.0.0.1:1/w\nbaseUrl: https://crm.example.com\n';
  const permission = `permission: {by: Jo Lee, date: 2026-11-02, window: nights, maxRate: 50, publish: false}\n`;
  const error = await refusal(() => loadVendor(vendorFolder({ 'vendor.yaml': remote + targets })));
  expect(error.problems).toEqual([
    'baseUrl: https://crm.example.com: not loopback and no permission is given',
  ]);
  const loaded = await loadVendor(vendorFolder({ 'vendor.yaml': remote + targets + permission }));
  expect(loaded.manifest.permission?.maxRate).toBe(50);
  expect(loaded.lifecycleFile).toBeNull();
});

test('a vendor that can neither be started nor reached is refused', async () => {
  const error = await refusal(() => loadVendor(vendorFolder({ 'vendor.yaml': remote })));
  expect(error.problems[0]).toMatch(/webhookUrl: missing/);
});

test('--webhook gives a vendor that can only reply', async () => {
  const { manifest, dir, lifecycleFile, clientFile } = webhookVendor('http://127.0.0.1:4020/hook');
  expect(manifest).toMatchObject({ connectionMode: 'full', capabilities: ['reply'] });
  expect([dir, lifecycleFile, clientFile]).toEqual([null, null, null]);
  expect((await refusal(() => webhookVendor('https://crm.example.com/hook'))).id).toBe(
    'SP_CLI_NO_PERMISSION',
  );
  expect((await refusal(() => webhookVendor('crm'))).id).toBe('SP_CLI_USAGE');
});
