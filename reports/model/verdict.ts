import type { Reading, RequirementResult, Result } from '../../harness/schema/result.ts';
import type { Text } from '../locales/translate.ts';
import { find } from './headline.ts';

export interface VerdictModel {
  /** Shape and colour of the card. */
  readonly reading: Reading;
  /** Sentences under the headline. */
  readonly notes: readonly string[];
  readonly coverage: string;
  /** Must-haves this size does not plan. */
  readonly notTested: readonly string[];
}

/** What stands under the headline; which reading the card wears comes from the verdict. */
export function verdictModel(result: Result, text: Text): VerdictModel {
  return {
    reading: cardReading(result),
    notes: notes(result, text),
    coverage: text.t('verdict.coverage', { a: coverage(result) }),
    notTested: notTested(result, text),
  };
}

/** Must-haves outside the verdict, those with the same cause in one line. */
function notTested(result: Result, text: Text): string[] {
  const causes = new Map<string, string[]>();
  for (const id of result.verdict.notTested) {
    const requirement = find(result, id);
    const why =
      requirement === undefined
        ? text.t('value.unknown')
        : text.code('reason', requirement.reason.code, requirement.reason.values);
    causes.set(why, [...(causes.get(why) ?? []), requirement?.title[text.locale] ?? id]);
  }
  return [...causes].map(([why, titles]) =>
    text.t('verdict.not-tested.line', { why, list: titles.join(text.t('headline.list')) }),
  );
}

/** A figure from an invalid measurement proves nothing, whatever the fold of readings was. */
function cardReading(result: Result): Reading {
  return result.verdict.outcome === 'invalid' ? 'not-proven' : result.verdict.reading;
}

/** Distinct article claims behind every requirement that was really tested. */
export function coverage(result: Result): number {
  const tested = result.requirements.filter((requirement) => requirement.reading !== 'not-tested');
  return new Set(tested.flatMap((requirement) => requirement.covers)).size;
}

function notes(result: Result, text: Text): string[] {
  const { verdict, connectionMode } = result;
  const { planted = [] } = result.vendor;
  const lines: string[] = planted.length === 0 ? [] : [text.t('verdict.planted', { n: planted.length })];
  const titles = (ids: readonly string[]) =>
    ids.map((id) => find(result, id)?.title[text.locale] ?? id).join(text.t('headline.list'));
  if (verdict.outcome === 'pass' && result.size !== 'smoke') {
    const weakest = narrowest(result);
    if (weakest !== null) {
      lines.push(
        text.t('verdict.weakest', {
          r: weakest.title[text.locale],
          m: text.format.margin(weakest.margin ?? 0),
        }),
      );
    }
  }
  if (verdict.outcome === 'fail' && verdict.missed.length > 1) {
    lines.push(text.t('verdict.others', { list: titles(verdict.missed.slice(1)) }));
  }
  if (verdict.outcome === 'fail' && verdict.unproven.length > 0) {
    lines.push(text.t('verdict.unproven', { list: titles(verdict.unproven) }));
  }
  if (connectionMode === 'field' || connectionMode === 'ui-only') lines.push(text.t('verdict.mode.observed'));
  if (connectionMode === 'vendor-run') lines.push(text.t('verdict.mode.vendor-run'));
  return lines;
}

/** The must-have met with the least room; a census has no margin and is left out. */
function narrowest(result: Result): RequirementResult | null {
  const met = result.requirements.filter(
    ({ level, reading, margin }) =>
      level === 'must' && margin !== null && (reading === 'meets' || reading === 'meets-narrowly'),
  );
  return met.reduce<RequirementResult | null>(
    (least, next) => (least === null || (next.margin ?? 0) < (least.margin ?? 0) ? next : least),
    null,
  );
}
