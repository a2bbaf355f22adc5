import type { RequirementResult, Result } from '../../harness/schema/result.ts';
import type { Text } from '../locales/translate.ts';
import { shortName } from './clean.ts';
import { measured, target } from './requirements.ts';
import { checkName } from './validity.ts';

/** The sentence a board reads (design §9). Taken from the verdict; nothing is compared here. */
export function headlineText(result: Result, text: Text): string {
  const { verdict } = result;
  const v = shortName(result.vendor.name);
  const smoke = result.size === 'smoke';
  if (verdict.outcome === 'invalid') {
    const why = invalidCause(result, text);
    return smoke ? text.t('headline.smoke.invalid', { why }) : text.t('headline.invalid', { v, why });
  }
  if (verdict.outcome === 'pass') {
    return smoke ? text.t('headline.smoke.pass') : text.t('headline.pass', { v, m: verdict.mustHaves });
  }
  if (verdict.outcome === 'fail') {
    const missed = find(result, verdict.missed[0]);
    const values = {
      n: verdict.missed.length,
      m: verdict.mustHaves,
      r: missed?.title[text.locale] ?? verdict.missed[0] ?? text.t('value.unknown'),
      x: missed === undefined ? text.t('value.none') : measured(missed, text),
      t: missed === undefined ? text.t('value.none') : target(missed, text),
    };
    return smoke ? text.t('headline.smoke.fail', values) : text.t('headline.fail', { v, ...values });
  }
  if (verdict.unproven.length === 0) {
    return smoke ? text.t('headline.smoke.open.empty') : text.t('headline.open.empty', { v });
  }
  const values = { k: verdict.unproven.length, m: verdict.mustHaves, why: unproven(result, text) };
  return smoke ? text.t('headline.smoke.open', values) : text.t('headline.open', values);
}

export function find(result: Result, id: string | undefined): RequirementResult | undefined {
  return result.requirements.find((requirement) => requirement.id === id);
}

/** One unproven must-have is named with its cause; several by their titles. */
function unproven(result: Result, text: Text): string {
  const found = result.verdict.unproven.map((id) => ({ id, requirement: find(result, id) }));
  const titles = found.map(({ id, requirement }) => requirement?.title[text.locale] ?? id);
  const only = found.length === 1 ? found[0]?.requirement : undefined;
  if (only !== undefined) {
    const cause = text.code('reason', only.reason.code, only.reason.values);
    return `${only.title[text.locale]} (${stem(cause)})`;
  }
  const first = titles.slice(0, 2).join(text.t('headline.list'));
  return titles.length <= 2 ? first : text.t('headline.more', { list: first, n: titles.length - 2 });
}

function invalidCause(result: Result, text: Text): string {
  const failed = result.validity.checks.find((check) => check.state === 'failed');
  if (failed === undefined) return text.t('headline.no-cause');
  return text.t('headline.failed-check', { check: checkName(failed.id, text) });
}

/** A sentence that goes on inside another one: without its final stop. */
export const stem = (sentence: string): string => sentence.replace(/[.。]$/u, '');
