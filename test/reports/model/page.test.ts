import { describe, expect, test } from 'vitest';
import type { Result } from '../../../harness/schema/result.ts';
import { createText } from '../../../reports/locales/translate.ts';
import { pageModel } from '../../../reports/model/page.ts';
import { renderHtml } from '../../../reports/render-html.ts';
import { flatText } from '../support/page-text.ts';
import { metricOf, standardResult, trialOf } from '../support/sample-result.ts';
import {
  emptyResult,
  failingResult,
  invalidResult,
  smokeResult,
  warnedResult,
} from '../support/sample-variants.ts';

const page = (result: Result) => pageModel(result, createText('en'), ['en']);
const text = (result: Result): string => flatText(renderHtml(result, 'en')).replaceAll('\u00a0', ' ');

function withMetrics(result: Result, metrics: Result['metrics']): Result {
  return { ...result, metrics: { ...result.metrics, ...metrics } };
}

describe('tiles', () => {
  test('value, target, margin and reading of the requirement behind each', () => {
    const [response, loss, media, shift, failover] = page(standardResult()).tiles;
    expect(response).toMatchObject({ value: '448\u00a0ms', mark: { reading: 'meets' } });
    expect(loss?.notes).toEqual(['0 lost of 54,000 asks; at most 0.01\u00a0% (95 %)']);
    expect(media).toMatchObject({ value: '100\u00a0%', target: 'Required: exactly 0', margin: '' });
    expect(shift?.notes).toContain('rehearsal at 120 times real speed');
    expect(failover).toMatchObject({ value: '1.74\u00a0s', margin: 'Margin: +98\u00a0%' });
  });

  test('measured without a requirement of this size: the figure stays, no verdict', () => {
    const response = page(smokeResult()).tiles[0];
    expect(response).toMatchObject({ value: '448\u00a0ms', target: '', mark: { reading: 'not-tested' } });
  });

  test('nothing measured says so', () => {
    const { requirements: _, ...base } = emptyResult();
    for (const tile of page({ ...base, requirements: [] }).tiles) {
      expect(tile).toMatchObject({
        value: '',
        mark: { reading: 'not-tested', word: 'Not tested in this run' },
      });
    }
  });

  test('a trial that never recovered is "at least" the time watched', () => {
    expect(page(failingResult()).tiles[4]).toMatchObject({ value: 'at least 108\u00a0s' });
  });
});

describe('validity', () => {
  test('each failed or warned check on its own line, with what to do; what only slows is folded', () => {
    const { validity } = page(invalidResult());
    expect(validity.state).toBe('invalid');
    expect(validity.lines).toHaveLength(1);
    expect(validity.lines[0]).toMatchObject({
      name: 'Asks sent on time',
      figure: '412\u00a0ms (limit 50\u00a0ms)',
    });
    expect(validity.lines[0]?.cause).toMatch(/Free the machine and repeat\.$/);
    expect(validity.folded.map(({ name }) => name)).toEqual(['CPU pressure of the machine']);
    const [warned] = page(warnedResult()).validity.lines;
    expect(warned).toMatchObject({ word: 'warning' });
    expect(warned?.cause).toMatch(
      /^Some asks left late: 1 in 100 by 31\u00a0ms or more\. The figures stand;/,
    );
  });

  test('an interrupted run says so before anything else', () => {
    expect(page(emptyResult()).validity).toMatchObject({ state: 'interrupted' });
    expect(page(emptyResult()).validity.summary).toMatch(/^The run was interrupted/);
  });

  test('an invalid measurement takes the verdict off the card', () => {
    expect(page(invalidResult()).verdict.reading).toBe('not-proven');
  });
});

describe('verdict card', () => {
  test('counts distinct claims of requirements that were tested', () => {
    expect(page(standardResult()).verdict.coverage).toMatch(
      /^Tested 7 of 270 article claims\. Not tested: support,/,
    );
    expect(page(smokeResult()).verdict.coverage).toMatch(/^Tested 0 of 270/);
  });

  test('must-haves this size does not plan are named, once per cause', () => {
    const { notTested } = page(smokeResult()).verdict;
    expect(notTested).toHaveLength(1);
    expect(notTested[0]).toMatch(/^Needs size standard \/ full\. 3,000 customers at once/);
  });

  test('the narrowest must-have is named on a pass', () => {
    expect(page(standardResult()).verdict.notes).toEqual([
      'Narrowest margin among the must-haves: System errors in waybill fields, +37\u00a0%.',
    ]);
  });
});

test('rows: must-haves first, judged before untested; plain reasons are not repeated', () => {
  const { musts, shoulds } = page(failingResult());
  expect(musts.map((row) => row.level)).toEqual(Array(6).fill('must'));
  expect(shoulds.at(-1)?.mark.reading).toBe('not-tested');
  expect(musts.find((row) => row.id === 'rush-loss')?.reason).toBe('');
  expect(musts.find((row) => row.id === 'rush-worst-minute')?.reason).toMatch(/cannot tell/);
});

describe('sections', () => {
  test('a percentile below its floor prints "not enough samples"; burst and steady stand apart', () => {
    const shown = text(standardResult());
    expect(shown).toMatch(/Burst \(asks of the first second\).*not enough samples/);
    expect(shown).toContain(
      '3,000 asks within the first second; the last of them was answered after 2.24 s.',
    );
  });

  test('the ledger is reconciled in the open, and a gap is said', () => {
    expect(text(standardResult())).toContain(
      'The ledger reconciles: 54,000 planned = 0 dropped + 54,000 sent;',
    );
    const broken = withMetrics(standardResult(), { 'rush.answered': metricOf(53_999, 'count', 54_000) });
    expect(text(broken)).toContain('The ledger does NOT reconcile');
  });

  test('no loss prints its upper bound; sends say what they are not', () => {
    const shown = text(standardResult());
    expect(shown).toContain('With 54,000 sent, the true loss rate is at most 0.01 % (95 %).');
    expect(shown).toContain('By simulated Meta; delivery to phones not tested.');
    expect(text(failingResult())).toContain('Loss rate 2 %: 1,060 lost and 20 undelivered of 54,000 sent.');
  });

  test('failover: worst of N, never a percentile; operator restored is said', () => {
    expect(text(standardResult())).toContain('Worst of 5: 1.74 s; 5 of 5 recovered.');
    const shown = text(failingResult());
    expect(shown).toContain('Worst of 5: no recovery seen within the watch; 4 of 5 recovered.');
    expect(shown).toContain('Operator restored: in 1 of 5 trials');
    const section =
      /<section id="failover"[\s\S]*?<\/section>/.exec(renderHtml(standardResult(), 'en'))?.[0] ?? '';
    expect(section).not.toMatch(/\bp(50|9\d)\b/);
  });

  test('a recovery of zero is explained, not left to look like a mistake', () => {
    const zero = withMetrics(standardResult(), { 'failover.recovery.worst': metricOf(0, 'ms', 5) });
    expect(text(zero)).toContain(
      'Worst of 5: 0 ms; 5 of 5 recovered. No new ask was hit, only those in flight',
    );
    expect(page(zero).tiles[4]?.notes).toContain('asks in flight answered within 2.78\u00a0s');
  });

  test('a fault that was not really injected is not counted as one', () => {
    const base = standardResult();
    const trials = [trialOf(1, { injected: false }), ...base.trials.slice(1)];
    expect(text({ ...base, trials })).toMatch(/4 of 5 faults were really injected.*not really injected/);
  });

  test('the shift says rehearsal, closed loop and slips', () => {
    const shown = text(standardResult());
    expect(shown).toContain('Rehearsal: the day was played 120 times faster than real time.');
    expect(shown).toContain('Closed loop:');
    expect(shown).toContain('Human slips are not simulated');
    const slips = withMetrics(standardResult(), { 'shift.human_slip_ratio': metricOf(0.05, 'ratio', 2400) });
    expect(text(slips)).toContain('Human slip model on: 5 % of the entries');
    const real = standardResult().scenarios.map((scenario) => ({ ...scenario, timeScale: 1 }));
    expect(text({ ...standardResult(), scenarios: real })).toContain('The shift ran in real time.');
  });

  test('the API at peak: errors, what they come to in a month, calls and steps', () => {
    const shown = text(standardResult());
    expect(shown).toContain('1 of 10,200 calls failed.');
    // 1 ÷ 10,200 of 100,000 is 9.8; the upper bound 0.000466 makes 46.6: both are cut toward bad.
    expect(shown).toContain('of 100,000 calls a month 10 would fail, at most 47 (95 %)');
    expect(shown).toMatch(/cart-link.*1,020.*waybill-write/);
  });

  test('search: what was found, how it grows, each store once, languages and kinds of term in words', () => {
    const shown = text(standardResult());
    expect(shown).toContain('1,438 of 1,440 searches found exactly what is there.');
    expect(shown).toContain('takes 1.25 times as long as the next smaller one');
    const section = pageModel(standardResult(), createText('en'), []).sections.find(
      ({ id }) => id === 'search',
    );
    const chart = section?.blocks.find((block) => block.kind === 'figure');
    expect(chart?.kind === 'figure' && chart.table.rows.map((row) => row[0]?.text)).toEqual([
      '50,000',
      '1,000,000',
    ]);
    for (const word of ['Korean', 'Chinese', '3 messages, the oldest', 'in every second conversation'])
      expect(shown).toContain(word);
  });

  test('nothing recorded: every section says so and none is missing', () => {
    const shown = text(emptyResult());
    for (const part of [
      'The rush',
      'Media uploads',
      'The agents’ shift',
      'Failover',
      'Search over past conversations',
      'Campaigns',
      'Orders',
    ]) {
      expect(shown).toMatch(new RegExp(`${part} (was|were) not tested in this run\\.`));
    }
    expect(shown).toContain('No check of the measurement was recorded.');
    expect(shown).toContain('The vendor’s own API was not tested at peak in this run.');
    expect(page(emptyResult()).sections).toHaveLength(16);
  });

  test('unknown metrics appear in the appendix only', () => {
    const html = renderHtml(standardResult(), 'en');
    const appendix = /<section id="appendix"[\s\S]*?<\/section>/.exec(html)?.[0] ?? '';
    expect(appendix).toContain('custom.vendor_queue_depth');
    expect(html.split('custom.vendor_queue_depth')).toHaveLength(2);
  });

  test('deadlines, matcher, floor, files and zone come from the result', () => {
    const shown = text(standardResult());
    expect(shown).toContain('An answer later than 10 s counts as late.');
    expect(shown).toContain('Meta’s own floor for this burst: 75 s on one default number.');
    expect(shown).toContain('2026-11-20 14:03:11 Asia/Seoul (2026-11-20 05:03:11 UTC)');
    expect(shown).toContain(standardResult().provenance.files[0]?.sha256);
  });
});
