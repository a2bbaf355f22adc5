import { describe, expect, test } from 'vitest';
import { headline } from '../../../reports/index.ts';
import { standardResult } from '../support/sample-result.ts';
import {
  emptyResult,
  failingResult,
  invalidResult,
  openResult,
  smokeResult,
} from '../support/sample-variants.ts';

const nb = (text: string): string => text.replaceAll('\u00a0', ' ');

describe('the sentence a board reads', () => {
  test('pass', () => {
    expect(headline(standardResult(), 'en')).toBe('Reference SCRM met all 6 must-haves in this test.');
    expect(headline(standardResult(), 'ko')).toBe('Reference SCRM: 이번 시험에서 필수 요건 6개 모두 충족.');
    expect(headline(standardResult(), 'zh')).toBe('Reference SCRM 在本次测试中符合全部 6 项必备要求。');
  });

  test('fail names the first miss with figure and target', () => {
    const result = failingResult();
    expect(nb(headline(result, 'en'))).toBe(
      'In this test Acme Messenger Suite missed 3 of 6 must-haves. Message loss rate under rush: measured 2 %, required at most 0.1 %.',
    );
    expect(nb(headline(result, 'ko'))).toBe(
      '이번 시험에서 Acme Messenger Suite: 필수 요건 6개 중 3개 미충족. 문의 폭주 시 메시지 손실률: 측정 2%, 기준 0.1% 이하.',
    );
    expect(nb(headline(result, 'zh'))).toBe(
      '本次测试中，Acme Messenger Suite 的 6 项必备要求有 3 项不符合。咨询高峰时的消息丢失率：实测 2%，要求不超过 0.1%。',
    );
  });

  test('open says why, and not to decide', () => {
    expect(nb(headline(openResult(), 'en'))).toBe(
      'Nothing was missed, but 1 of 6 must-haves are not proven: Message loss rate under rush (1,800 of the 3,000 samples needed). Do not decide on this run alone.',
    );
    expect(headline(openResult(), 'ko')).toMatch(
      /^미충족은 없으나 필수 요건 6개 중 1개가 입증되지 않음: .*이 결과만으로 결정하지 마십시오\.$/,
    );
    expect(headline(openResult(), 'zh')).toMatch(
      /^未发现不符合项，但 6 项必备要求中 1 项证据不足：.*请勿仅凭本次结果决策。$/,
    );
  });

  test('several unproven must-haves are named, the rest counted', () => {
    expect(headline(emptyResult(), 'en')).toContain('Message loss rate under rush and 4 more. Do not decide');
  });

  test('invalid blames nobody', () => {
    expect(headline(invalidResult(), 'en')).toBe(
      'The measurement is invalid, so this report says nothing about Reference SCRM: the check “Asks sent on time” failed.',
    );
  });

  test('smoke is an installation check, met or not', () => {
    expect(headline(smokeResult(), 'en')).toBe('Installation check passed; not a vendor evaluation.');
    expect(headline(smokeResult('fail'), 'en')).toBe(
      'Installation check failed: 1 of 3 checks missed. Failed uploads of 1,000 files: measured 3, required exactly 0. Not a vendor evaluation.',
    );
  });

  test('a must-have that is missing from the result is named by its id', () => {
    const base = failingResult();
    const verdict = { ...base.verdict, missed: ['gone'] };
    expect(headline({ ...base, verdict }, 'en')).toContain('gone: measured no data, required no data.');
  });
});
