import { expect, test } from 'vitest';
import { loadRequirements } from '../../../../harness/check/load-requirements.ts';
import { resolveCapacity } from '../../../../harness/cli/capacity/capacity-plan.ts';
import { readCapacityOptions } from '../../../../harness/cli/options/capacity-options.ts';
import type { StormproofError } from '../../../../harness/schema/errors.ts';
import { asset } from '../../../../package-root.ts';
import type { VendorManifest } from '../../../../vendors/contract/manifest.ts';

const manifest: VendorManifest = {
  id: 'basic',
  name: 'Basic',
  version: '1',
  connectionMode: 'full',
  capabilities: ['agent.session', 'agent.field'],
  behaviours: [],
  settings: { claims: { ratePerSec: 200, agents: 100 } },
};
const sets = {
  rate: (await loadRequirements(asset('requirements', 'capacity.yaml'))).set.requirements,
  agents: (await loadRequirements(asset('requirements', 'capacity-agents.yaml'))).set.requirements,
};

function read(raw: Record<string, string>) {
  const problems: string[] = [];
  const { capacity, setFile } = readCapacityOptions(problems, raw, [], '/');
  if (capacity === null) throw new Error('capacity has options of its own');
  return { problems, capacity, set: setFile?.split('/').at(-1) };
}

const failing = (run: () => unknown): StormproofError => {
  try {
    run();
  } catch (error) {
    return error as StormproofError;
  }
  throw new Error('did not fail');
};

test('a rate by default; agents with loads, set and point length of their own', () => {
  expect(read({})).toMatchObject({
    problems: [],
    set: 'capacity.yaml',
    capacity: { ramp: 'rate', start: 25, max: 2000, pointMs: 20_000 },
  });
  expect(read({ ramp: 'agents', pace: '12', claim: '80' })).toMatchObject({
    problems: [],
    set: 'capacity-agents.yaml',
    capacity: {
      ramp: 'agents',
      start: 10,
      max: 200,
      pointMs: 30_000,
      asksPerAgentMinute: 12,
      claim: 80,
    },
  });
});

test('half an agent, a pace without agents, a ramp of nothing: all problems at once', () => {
  expect(read({ ramp: 'agents', start: '2.5', max: '0' }).problems).toEqual([
    '--start: "2.5": a whole number from 1 to 1000',
    '--max: "0": a whole number from 1 to 1000',
  ]);
  expect(read({ ramp: 'customers', pace: '5' }).problems).toEqual([
    '--ramp: "customers": one of rate, agents',
    '--pace: only together with --ramp agents',
  ]);
  expect(read({ ramp: 'agents', start: '50', max: '20' }).problems).toEqual([
    '--max: 20: at least the load of --start (50)',
  ]);
});

test('the claim of vendor.yaml is the target of the line that the ramp measures; the command line wins', () => {
  const agents = resolveCapacity(read({ ramp: 'agents' }).capacity, sets.agents, manifest);
  expect(agents.plan).toMatchObject({ ramp: 'agents', startAgents: 10, maxAgents: 200, claimAgents: 100 });
  expect(agents.requirements[0]).toMatchObject({ id: 'capacity-agents', target: 100 });
  const rate = resolveCapacity(read({}).capacity, sets.rate, manifest);
  expect(rate.plan).toMatchObject({ ramp: 'rate', claimPerSec: 200 });
  const own = resolveCapacity(read({ ramp: 'agents', claim: '80' }).capacity, sets.agents, manifest);
  expect(own.requirements[0]?.target).toBe(80);
});

test('a vendor without agents is refused before anything starts, and told what is missing', () => {
  const { capacity } = read({ ramp: 'agents' });
  const none = failing(() =>
    resolveCapacity(capacity, sets.agents, { ...manifest, capabilities: ['reply'] }),
  );
  expect(none.id).toBe('SP_CLI_USAGE');
  expect(none.message).toContain('vendor basic has no agent.session, agent.field');
  const fixed = failing(() =>
    resolveCapacity(capacity, sets.agents, { ...manifest, connectionMode: 'api-only' }),
  );
  expect(fixed.message).toContain('connection mode api-only');
});

test('a claim of half a person', () => {
  const error = failing(() =>
    resolveCapacity(read({ ramp: 'agents' }).capacity, sets.agents, {
      ...manifest,
      settings: { claims: { agents: 99.5 } },
    }),
  );
  expect(error.id).toBe('SP_CLI_VENDOR_FILE');
  expect(error.problems[0]).toBe(
    'settings.claims.agents: 99.5: agents at work at one time, a whole number above 0',
  );
});
