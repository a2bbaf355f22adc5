import { expect, test } from 'vitest';
import { loadRequirements } from '../../harness/check/load-requirements.ts';
import { drillOf, scenarioOfRequirement } from '../../harness/check/scenario-of-requirement.ts';
import { drillPrefix, faultIds } from '../../harness/schema/faults.ts';
import { asset } from '../../package-root.ts';

const { set } = await loadRequirements(asset('requirements', 'drills.yaml'));

test('every drill but the node kill has a must-have of its own, met by one trial', () => {
  expect(set.requirements.map(scenarioOfRequirement)).toEqual(set.requirements.map(() => 'drill'));
  for (const fault of faultIds.filter((id) => id !== 'node-kill')) {
    const own = set.requirements.filter((requirement) => drillOf(requirement) === drillPrefix(fault));
    expect(own.filter(({ level }) => level === 'must').length, fault).toBe(1);
    expect(own.every(({ needs }) => needs.trials === 1)).toBe(true);
  }
});
