import type { RequirementResult, Result } from '../../harness/schema/result.ts';
import type { MessageKey } from '../locales/en.ts';
import type { Bad } from '../locales/format.ts';
import type { Text } from '../locales/translate.ts';
import type { Mark, SectionId } from './blocks.ts';

export interface RequirementRow {
  readonly id: string;
  readonly title: string;
  readonly level: 'must' | 'should';
  readonly target: string;
  readonly measured: string;
  /** Interval and number of samples. */
  readonly evidence: string;
  readonly margin: string;
  readonly mark: Mark;
  /** Why, in a sentence; empty when the reading is plain "meets". */
  readonly reason: string;
  readonly covers: string;
  readonly section: { readonly id: SectionId; readonly title: string } | null;
}

/** The requirement's target in words: "at most 2.3 s". */
export function target(requirement: RequirementResult, text: Text): string {
  if (requirement.comparison === '<=' && requirement.target === 0) return text.t('target.zero');
  const value = text.format.value(requirement.target, requirement.unit, bad(requirement));
  return text.t(requirement.comparison === '<=' ? 'target.le' : 'target.ge', { t: value });
}

/** The side on which a figure of this requirement is worse. */
export const bad = (requirement: RequirementResult): Bad => (requirement.comparison === '<=' ? 'up' : 'down');

export function measured(requirement: RequirementResult, text: Text): string {
  if (requirement.value === null) return text.t('value.none');
  const shown = text.format.value(requirement.value, requirement.unit, bad(requirement));
  // A trial that never recovered has only been watched that long.
  return requirement.reason.code === 'not-recovered' ? text.t('value.at-least', { x: shown }) : shown;
}

export function mark(requirement: RequirementResult, text: Text): Mark {
  return { reading: requirement.reading, word: text.t(`reading.${requirement.reading}`) };
}

function evidence(requirement: RequirementResult, text: Text): string {
  const parts: string[] = [];
  const { interval, unit, n } = requirement;
  if (interval !== null && (interval.low !== null || interval.high !== null)) {
    const side = (value: number | null, rounding: Bad): string =>
      value === null ? text.t('value.na') : text.format.value(value, unit, rounding);
    parts.push(
      text.t('req.interval', {
        low: side(interval.low, 'down'),
        high: side(interval.high, 'up'),
        confidence: text.format.percent(interval.confidence, 'down'),
      }),
    );
  }
  if (n > 0) parts.push(text.t('req.n', { n }));
  return parts.join(' · ');
}

/** The section that holds the evidence of a metric. */
export function sectionOf(metric: string): SectionId | null {
  if (/^rush\.(steady|response|service|lateness|webhook_ack|burst|drift)/.test(metric)) return 'latency';
  if (metric.startsWith('rush.')) return 'ledger';
  if (metric.startsWith('capacity.')) return 'capacity';
  if (metric.startsWith('media.')) return 'media';
  if (metric.startsWith('shift.')) return 'shift';
  if (metric.startsWith('api.')) return 'api';
  if (metric.startsWith('search.')) return 'search';
  if (metric.startsWith('campaign.')) return 'campaign';
  if (metric.startsWith('orders.')) return 'orders';
  if (metric.startsWith('failover.') || metric.startsWith('drill.')) return 'failover';
  return null;
}

export function row(requirement: RequirementResult, text: Text): RequirementRow {
  const section = sectionOf(requirement.metric);
  const plain = ['meets', 'narrow', 'misses'].includes(requirement.reason.code);
  return {
    id: requirement.id,
    title: requirement.title[text.locale],
    level: requirement.level,
    target: target(requirement, text),
    measured: measured(requirement, text),
    evidence: evidence(requirement, text),
    margin: requirement.margin === null ? text.t('value.na') : text.format.margin(requirement.margin),
    mark: mark(requirement, text),
    reason: plain ? '' : text.code('reason', requirement.reason.code, requirement.reason.values),
    covers:
      requirement.covers.length === 0 ? '' : text.t('req.covers', { ids: requirement.covers.join(', ') }),
    section: section === null ? null : { id: section, title: text.t(`nav.${section}` satisfies MessageKey) },
  };
}

/** Rows of the requirements table: must-haves first; within a level what was judged, then what was not tested. */
export function rows(result: Result, text: Text): RequirementRow[] {
  const rank = ({ level, reading }: RequirementResult): number =>
    (level === 'must' ? 0 : 2) + (reading === 'not-tested' ? 1 : 0);
  return [...result.requirements]
    .sort((a, b) => rank(a) - rank(b))
    .map((requirement) => row(requirement, text));
}
