import { expect, test } from 'vitest';
import { checkRun } from '../../../harness/check/check-run.ts';
import { loadRequirements } from '../../../harness/check/load-requirements.ts';
import { resultSchema } from '../../../harness/schema/result.ts';
import { asset } from '../../../package-root.ts';
import { type Locale, locales } from '../../../reports/locales/translate.ts';
import { renderHtml } from '../../../reports/render-html.ts';
import { agentRun, capacityRun, fallingVendor } from '../../harness/support/capacity-run.ts';
import { killRun, pressureRun } from '../../harness/support/drill-run.ts';
import { flatText } from '../support/page-text.ts';
import { standardResult } from '../support/sample-result.ts';

const drills = (await loadRequirements(asset('requirements', 'drills.yaml'))).set.requirements;
const agents = (await loadRequirements(asset('requirements', 'capacity-agents.yaml'))).set.requirements;
const capacity = (await loadRequirements(asset('requirements', 'capacity.yaml'))).set.requirements;

/** The page of a run folder in every language, spaces plain. */
async function pages(dir: string): Promise<Readonly<Record<Locale, string>>> {
  const { result } = await checkRun(dir);
  expect(resultSchema.safeParse(result).error).toBeUndefined();
  const page = (locale: Locale) => flatText(renderHtml(result, locale)).replaceAll('\u00a0', ' ');
  const all = { en: page('en'), ko: page('ko'), zh: page('zh') };
  for (const locale of locales) expect(all[locale], locale).not.toMatch(/undefined|NaN|\{[a-z]+\}/);
  return all;
}

test('a gateway or store kill stands in the failover section under its own name, with its target', async () => {
  const gateway = await pages(await killRun('gateway-kill', { requirements: drills }));
  expect(gateway.en).toContain('gateway killed');
  expect(gateway.en).toContain('Worst of 1: 0 ms; 1 of 1 recovered');
  expect(gateway.ko).toContain('게이트웨이 강제 종료');
  expect(gateway.zh).toContain('强制终止网关');
  expect(gateway.en).not.toContain('node killed');
  const store = await pages(await killRun('store-kill', { requirements: drills }));
  expect(store.en).toContain('store killed');
  expect(store.ko).toContain('저장소 강제 종료');
  expect(store.zh).toContain('强制终止存储');
});

test('pressure: the load as it was, planned beside it, and the asks before and under it', async () => {
  const page = await pages(await pressureRun({ requirements: drills }));
  expect(page.en).toContain(
    'The vendor’s cores were held at 85 % busy (planned 85 %; its seconds lay between 80',
  );
  expect(page.en).toMatch(/Sends accepted by simulated Meta – 100 %/);
  expect(page.ko).toContain('공급사 코어 사용률을 85%로 유지했습니다');
  expect(page.zh).toContain('供应商的 CPU 核心占用保持在 85%');
  expect(page.en).not.toContain('Failover was not tested in this run.');
});

test('pressure that was not held names itself as the cause', async () => {
  const page = await pages(await pressureRun({ requirements: drills, achievedRatio: 0.62 }));
  expect(page.en).toContain('The fault was not injected as planned');
  expect(page.ko).toContain('장애가 계획대로 주입되지 않았습니다');
  expect(page.zh).toContain('故障未按计划注入');
});

test('capacity: three states beside the claim, every point with its verdict; one machine proves no collapse', async () => {
  const page = await pages(await capacityRun([20, 38, 44, 70, 160], capacity));
  expect(page.en).toContain('How much does it sustain?');
  expect(page.en).toContain('Sustained: 38/s. The vendor claims 50/s.');
  expect(page.en).toMatch(
    /Collapse fewer than half answered in time 160\/s not proven \(co-located\) 70\/s to 160\/s/,
  );
  expect(page.en).toMatch(/3 44\/s 40\/s .* bad 4 70\/s .* bad 5 160\/s .* bad, collapsed/);
  expect(page.ko).toContain('지속: 초당 38');
  expect(page.zh).toContain('可持续：38/秒');
});

test('the curve of a vendor that falls: coefficients, drawn and labelled as no verdict, in three languages', async () => {
  const page = await pages(await capacityRun([5, 10, 20, 38, 44, 70, 160], capacity, {}, fallingVendor));
  expect(page.en).toContain('Scalability law: projection, not judged');
  expect(page.en).toMatch(/σ, contention: share that queues \d/);
  expect(page.en).toContain('scalability law (projection)');
  expect(page.en).not.toContain('No scalability curve');
  expect(page.ko).toContain('확장성 법칙: 추정이며 판정하지 않음');
  expect(page.zh).toContain('可扩展性定律：推算，不作判定');
});

test('no curve: the page says why', async () => {
  const level = await pages(await capacityRun([5, 10, 20, 38, 44, 70, 160], capacity));
  expect(level.en).toContain('No scalability curve: answers a second did not fall at any load played');
  expect(level.en).not.toContain('projection');
  const few = await pages(await capacityRun([20, 38, 44], capacity));
  expect(few.en).toContain('it takes points at 6 different loads, and there are 3');
  expect(few.ko).toContain('서로 다른 부하 6개의 지점이 필요하지만 3개입니다');
  expect(few.zh).toContain('需要 6 种不同负载的探测点，现有 3 种');
});

test('agents: the same section in people', async () => {
  const page = await pages(await agentRun([20, 38, 44, 70, 160], agents));
  expect(page.en).toContain('Sustained: 38 agents. The vendor claims 50 agents.');
  expect(page.en).toMatch(/Sustained last load that was good every time 38 38 to 44/);
  expect(page.en).toMatch(/3 44 44 0 44\/s 40\/s .* bad/);
  expect(page.en).toContain('required 50. Vendor and test share one machine');
  expect(page.ko).toContain('지속: 상담원 38명');
  expect(page.zh).toContain('可持续：38 名座席');
});

test('any other run has no capacity section', () => {
  expect(flatText(renderHtml(standardResult(), 'en'))).not.toContain('How much does it sustain?');
});
