import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { embeddedPostgres, esbuildBinary } from '../../../../harness/cli/doctor/checks/install-scripts.ts';
import { cores, idle, memory } from '../../../../harness/cli/doctor/checks/machine.ts';
import { nodeVersion } from '../../../../harness/cli/doctor/checks/node-version.ts';
import { vendor } from '../../../../harness/cli/doctor/checks/vendor.ts';
import { fail, ok, warn } from '../../../../harness/cli/doctor/finding.ts';
import { findingLines } from '../../../../harness/cli/doctor/finding-lines.ts';
import { portIsFree } from '../../../../harness/cli/process/port-is-free.ts';

test.each([
  ['20.18.3', 'fail'],
  ['20.19.0', 'ok'],
  ['20.20.2', 'ok'],
  ['18.20.0', 'fail'],
  ['24.0.0', 'ok'],
])('Node %s: %s', (version, state) => {
  expect(nodeVersion(version).state).toBe(state);
});

test('what is scarce warns with a fix', () => {
  for (const finding of [cores(1), memory(1e9), idle(3)]) {
    expect(finding.state).toBe('warn');
    expect(finding.fix).not.toBeNull();
  }
  for (const finding of [cores(2), memory(8e9), idle(0)]) expect(finding.state).toBe('ok');
});

test('the installed programs run', () => {
  expect(esbuildBinary()).toMatchObject({ state: 'ok' });
  expect(embeddedPostgres({})).toMatchObject({ state: 'ok' });
  expect(embeddedPostgres({ DATABASE_URL: 'postgres://x' }).detail).toContain('DATABASE_URL');
});

test('a vendor is looked at without being started', async () => {
  expect(await vendor('reference')).toMatchObject({ state: 'ok' });
  expect(await vendor('nobody')).toMatchObject({ state: 'fail' });
});

test('a taken port is seen', async () => {
  const server = createServer();
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
  expect(await portIsFree(port)).toBe(false);
  await new Promise((resolve) => server.close(resolve));
  expect(await portIsFree(port)).toBe(true);
});

test('one line a finding, its fix below, the sum at the end', () => {
  expect(
    findingLines([ok('node', 'fine'), warn('idle', 'busy', 'Wait.'), fail('build', 'missing', 'Build.')]),
  ).toEqual([
    'ok    node   fine',
    'warn  idle   busy',
    '             fix: Wait.',
    'fail  build  missing',
    '             fix: Build.',
    '1 failed, 1 warnings',
    '',
  ]);
});
