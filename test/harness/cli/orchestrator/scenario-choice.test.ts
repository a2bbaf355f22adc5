import { expect, test } from 'vitest';
import { chooseScenarios } from '../../../../harness/cli/orchestrator/scenario-choice.ts';
import { coreScenarios, defaultScenarios } from '../../../../harness/schema/run-plan.ts';
import type { VendorManifest } from '../../../../vendors/contract/manifest.ts';

const manifest: VendorManifest = {
  id: 'v',
  name: 'V',
  version: '1',
  connectionMode: 'full',
  capabilities: ['reply', 'media.upload'],
  behaviours: [],
  settings: {},
};

test('what a vendor cannot do is skipped with the reason', () => {
  expect(chooseScenarios(coreScenarios, manifest)).toEqual({
    play: ['rush', 'media'],
    skip: [
      { id: 'shift', why: 'the vendor has no agent.session, agent.field' },
      { id: 'failover', why: 'the vendor has no drill.node' },
    ],
  });
});

test('--only wins over what it could do', () => {
  expect(chooseScenarios(['media'], manifest).play).toEqual(['media']);
});

test('with Graph fixed no ask of ours reaches the vendor: only its API is tested', () => {
  const capabilities = [...manifest.capabilities, 'broadcast'] as const;
  const fixed = { ...manifest, capabilities, connectionMode: 'api-only' } as const;
  expect(chooseScenarios(['rush', 'media', 'campaign'], fixed)).toEqual({
    play: ['media'],
    skip: [
      { id: 'rush', why: 'not possible in connection mode api-only' },
      { id: 'campaign', why: 'not possible in connection mode api-only' },
    ],
  });
});

test('smoke plays the core four; from standard on campaign and orders too', () => {
  expect(defaultScenarios('smoke')).toEqual(coreScenarios);
  for (const size of ['standard', 'full'] as const)
    expect(defaultScenarios(size)).toEqual([...coreScenarios, 'campaign', 'orders']);
});
