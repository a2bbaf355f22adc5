import type { Result, ValidityCheck } from '../../harness/schema/result.ts';
import type { Text } from '../locales/translate.ts';

export interface ValidityLine {
  readonly state: ValidityCheck['state'];
  readonly word: string;
  readonly name: string;
  readonly figure: string;
  /** Cause and what to do. */
  readonly cause: string;
}

export interface ValidityModel {
  readonly state: Result['validity']['state'] | 'interrupted';
  readonly word: string;
  readonly summary: string;
  /** What can have moved figures both ways: always in sight. */
  readonly lines: readonly ValidityLine[];
  /** What can only have made the vendor look slower, or could not be measured: folded. */
  readonly folded: readonly ValidityLine[];
}

/** The line on top: one sentence when clean, each failed or warned condition on its own line otherwise. */
export function validityModel(result: Result, text: Text): ValidityModel {
  const { state, checks } = result.validity;
  const unclean = checks.filter((check) => check.state !== 'ok');
  const open = unclean.filter((check) => check.moves === 'both' && check.state !== 'unknown');
  const failedFirst = [...open.filter(isFailed), ...open.filter((check) => !isFailed(check))];
  const folded = unclean.filter((check) => !open.includes(check));
  const ended = result.status === 'complete' ? [] : [text.t(endings[result.status])];
  const shape = result.status !== 'complete' && state === 'valid' ? 'interrupted' : state;
  return {
    state: shape,
    word: text.t(`validity.${state}`),
    summary: text.sentences([...ended, summary(result, text)]),
    lines: failedFirst.map((check) => line(check, text)),
    folded: folded.map((check) => line(check, text)),
  };
}

const endings = { interrupted: 'validity.interrupted', failed: 'validity.failed' } as const;

const isFailed = (check: ValidityCheck): boolean => check.state === 'failed';

function summary(result: Result, text: Text): string {
  const { state, checks } = result.validity;
  if (checks.length === 0) return text.t('validity.line.none');
  if (state === 'invalid') return text.t('validity.line.invalid');
  if (state === 'valid-with-warnings') return text.t('validity.line.warnings');
  return text.t('validity.line.valid', { n: checks.filter((check) => check.state === 'ok').length });
}

function line(check: ValidityCheck, text: Text): ValidityLine {
  return {
    state: check.state,
    word: text.t(`health.state.${check.state}`),
    name: checkName(check.id, text),
    figure: checkFigure(check, text),
    cause: checkCause(check, text),
  };
}

/** The sentence for a check's cause: what happened and what to do. */
export function checkCause(check: ValidityCheck, text: Text): string {
  const { code, values } = check.cause;
  const milder = `${code}.${check.state}`;
  return text.code('cause', text.word('cause', milder) === null ? code : milder, values);
}

export const checkName = (id: string, text: Text): string => text.word('check', id) ?? id;

/** "31 ms (limit 20 ms)"; what is unknown is left out. */
function checkFigure(check: ValidityCheck, text: Text): string {
  if (check.value === null) return '';
  const value = checkValue(check.value, check.unit, text);
  if (check.limit === null) return value;
  return text.t('validity.figure', { value, limit: checkValue(check.limit, check.unit, text) });
}

/** A check's figure in its unit; a unit this report does not know is printed as it stands. */
export function checkValue(value: number, unit: string, text: Text): string {
  const known = ['ms', 'ratio', 'count', 'per-second', 'bytes', 'bytes-per-second', ''];
  const shown = text.format.value(value, unit);
  return known.includes(unit) ? shown : `${shown}\u00a0${unit}`;
}
