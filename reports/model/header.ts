import type { Result } from '../../harness/schema/result.ts';
import type { Text } from '../locales/translate.ts';

export interface Fact {
  readonly label: string;
  readonly value: string;
}

/** The short provenance under the title: what was tested, how big, how connected, when. */
export function headerFacts(result: Result, text: Text): Fact[] {
  const optionSet = result.mockOptions.name;
  const facts: (Fact | null)[] = [
    { label: text.t('header.size'), value: text.t(`size.${result.size}`) },
    { label: text.t('header.mode'), value: text.t(`mode.${result.connectionMode}`) },
    {
      label: text.t('header.options'),
      value: typeof optionSet === 'string' ? optionSet : text.t('value.unknown'),
    },
    { label: text.t('header.set'), value: result.provenance.requirementSet || text.t('value.unknown') },
    { label: text.t('header.version'), value: result.vendor.version || text.t('value.unknown') },
    { label: text.t('header.started'), value: instant(result, text, result.startedAt) },
    result.endedAt === null ? null : { label: text.t('header.duration'), value: runTime(result, text) },
    result.status === 'complete'
      ? null
      : { label: text.t('header.status'), value: text.t(`status.${result.status}`) },
  ];
  return facts.filter((fact) => fact !== null);
}

/** Start to end of the run, or nothing when it never ended. */
export function runTime(result: Result, text: Text): string {
  if (result.endedAt === null) return '';
  const ms = Date.parse(result.endedAt) - Date.parse(result.startedAt);
  return Number.isFinite(ms) ? text.format.duration(ms) : '';
}

/** UTC, and the machine's own zone where the result names one: rendering never asks this machine for its zone. */
function instant(result: Result, text: Text, iso: string): string {
  const utc = text.format.utc(iso);
  const zone = result.provenance.machine.timeZone;
  if (typeof zone !== 'string' || zone === 'UTC') return utc;
  const local = inZone(iso, zone);
  return local === null ? utc : text.t('header.zoned', { local, zone, utc });
}

function inZone(iso: string, timeZone: string): string | null {
  try {
    const parts = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    }).formatToParts(new Date(iso));
    const of = (type: string): string => parts.find((part) => part.type === type)?.value ?? '';
    return `${of('year')}-${of('month')}-${of('day')} ${of('hour')}:${of('minute')}:${of('second')}`;
  } catch {
    return null; // an unknown zone name or a date that is none: UTC alone is shown
  }
}
