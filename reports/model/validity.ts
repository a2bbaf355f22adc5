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
  readonly state: Result['validity']['state'];
  readonly word: string;
  readonly summary: string;
  readonly lines: readonly ValidityLine[];
}

/** The line on top: one sentence when clean, each failed or warned condition on its own line otherwise. */
export function validityModel(result: Result, text: Text): ValidityModel {
  const { state, checks } = result.validity;
  const unclean = checks.filter((check) => check.state !== 'ok');
  const failed = unclean.filter((check) => check.state === 'failed');
  const others = unclean.filter((check) => check.state !== 'failed');
  const ending =
    result.status === 'complete'
      ? []
      : [text.t(result.status === 'interrupted' ? 'validity.interrupted' : 'validity.failed')];
  return {
    state,
    word: text.t(`validity.${state}`),
    summary: [...ending, summary(result, text)].join(' '),
    lines: [...failed, ...others].map((check) => line(check, text)),
  };
}

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
    cause: text.code('cause', check.cause.code, check.cause.values),
  };
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
