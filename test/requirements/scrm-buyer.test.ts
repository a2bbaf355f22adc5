import { expect, test } from 'vitest';
import { loadRequirements } from '../../harness/check/load-requirements.ts';
import { sizesThatJudge } from '../../harness/check/needs.ts';
import { scenarioOfRequirement } from '../../harness/check/scenario-of-requirement.ts';
import type { Requirement } from '../../harness/schema/requirement.ts';
import { type Size, sizes } from '../../harness/schema/run-plan.ts';
import { scenarioPlan } from '../../harness/schema/size-plan.ts';
import { upperBound } from '../../harness/stats/proportion.ts';

const { set } = await loadRequirements();

function judgedAt(size: Size): string[] {
  return set.requirements
    .filter((requirement) => sizesThatJudge(requirement).includes(size))
    .map((requirement) => requirement.id);
}

test('per requirement and size: what it needs and what the size plans', () => {
  const table = set.requirements.flatMap((requirement) =>
    sizes
      .filter((size) => requirement.sizes.includes(size))
      .map((size) => {
        const scenario = scenarioOfRequirement(requirement);
        if (scenario === null) throw new Error(`${requirement.id}: no scenario`);
        const planned = scenarioPlan(scenario, size);
        const { samples = 0, minutes = 0, trials = 0, hours = 0 } = requirement.needs;
        const short =
          planned.samples < samples ||
          planned.minutes < minutes ||
          planned.trials < trials ||
          planned.hours < hours;
        return { id: requirement.id, size, short };
      }),
  );
  // Eight hours are planned by full alone; everything else is proven by every size that claims it.
  expect(table.filter((row) => row.short)).toEqual([
    { id: 'shift-late-hours', size: 'standard', short: true },
  ]);
});

test('smoke judges its own must-haves only; standard and full judge the buyer’s', () => {
  expect(judgedAt('smoke')).toEqual([
    'smoke-every-ask-answered',
    'smoke-sends-accepted',
    'smoke-media-uploads',
    'smoke-failover-recovery',
    'smoke-shift-errors',
    'smoke-campaign-lost',
    'smoke-orders-failed',
    'smoke-search-recall',
    'smoke-api-errors',
  ]);
  expect(judgedAt('standard')).not.toContain('shift-late-hours');
  expect(judgedAt('full')).toContain('shift-late-hours');
  const musts = (ids: string[]) =>
    set.requirements.filter((own) => own.level === 'must' && ids.includes(own.id)).map((own) => own.metric);
  expect(musts(judgedAt('standard')).sort()).toEqual([
    'api.error_ratio',
    'campaign.fast.late_ratio',
    'failover.recovery.worst',
    'media.failed',
    'orders.held_rate_per_hour',
    'rush.loss_ratio',
    'rush.response.worst_minute_p50',
    'rush.sends.accepted_ratio',
    'search.largest.response.p95',
    'search.recall',
    'shift.system_error_ratio',
  ]);
});

test('a rate can be met at all with the samples it needs: no event at all proves the target', () => {
  const rates = set.requirements.filter((requirement) => requirement.checker === 'proportion-upper');
  expect(rates.length).toBeGreaterThan(0);
  for (const { id, needs, target } of rates)
    expect(upperBound(0, needs.samples ?? 0), id).toBeLessThanOrEqual(target);
});

test('no rate has a target of zero, and every line cites its source and reason', () => {
  const isRate = (requirement: Requirement) => requirement.unit === 'ratio';
  expect(set.requirements.filter(isRate).every((requirement) => requirement.target > 0)).toBe(true);
  for (const requirement of set.requirements) expect(requirement.rationale.length).toBeGreaterThan(20);
});

test('titles are in the language they claim', () => {
  for (const { id, title } of set.requirements) {
    expect(title.ko, id).toMatch(/[가-힣]/);
    expect(title.zh, id).toMatch(/\p{Script=Han}/u);
    expect(title.zh, id).not.toMatch(/[가-힣]/);
    expect(title.en, id).toMatch(/^[\x20-\x7e]+$/);
    // Taiwan's words for message, server and software do not belong into the mainland text.
    expect(title.zh, id).not.toMatch(/訊息|伺服器|軟體|信息丢失/);
  }
});
