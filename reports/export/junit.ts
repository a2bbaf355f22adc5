import junit, { type Builder, type TestCase } from 'junit-report-builder';
import type { RequirementResult, Result } from '../../harness/schema/result.ts';
import type { Text } from '../locales/translate.ts';
import { cleanAll } from '../model/clean.ts';
import { type RequirementRow, row } from '../model/requirements.ts';
import { checkCause } from '../model/validity.ts';

/** The package is CommonJS whose whole export is a builder; its types say `default`. */
const root = junit as unknown as Builder;

/**
 * junit.xml: one case per requirement plus one for the measurement. Does not meet = failure; not proven and an
 * invalid measurement = error; not tested = skipped. Should-haves are a suite of their own and never fail it.
 */
export function toJunit(raw: Result, text: Text): string {
  const result = cleanAll(raw);
  const builder = root.newBuilder();
  const name = `stormproof.${result.vendor.id}.${result.size}`;
  const measurement = builder.testSuite().name(`${name}.measurement`).testCase();
  measurement.className(name).name(text.t('validity.title'));
  if (result.validity.state === 'invalid') {
    const causes = result.validity.checks
      .filter((check) => check.state === 'failed')
      .map((check) => checkCause(check, text));
    measurement.error(causes.join(' ') || text.t('validity.invalid'), 'invalid');
  }
  for (const level of ['must', 'should'] as const) {
    const suite = builder.testSuite().name(`${name}.${level}`);
    for (const requirement of result.requirements.filter((candidate) => candidate.level === level)) {
      const shown = row(requirement, text);
      const test = suite.testCase().className(`${name}.${level}`).name(`${requirement.id}: ${shown.title}`);
      outcome(test, requirement, shown, result);
    }
  }
  return builder.build();
}

function outcome(
  test: TestCase,
  requirement: RequirementResult,
  shown: RequirementRow,
  result: Result,
): void {
  const sentence = `${shown.mark.word}: ${shown.measured} (${shown.target}). ${shown.reason}`.trim();
  // The XML writer splits only the first "]]>" of a CDATA block; a second one would end it.
  const message = sentence.replaceAll(']]>', ']] >');
  const info = requirement.level === 'should';
  if (requirement.reading === 'not-tested') test.skipped().standardOutput(message);
  else if (info) test.standardOutput(message);
  else if (result.verdict.outcome === 'invalid') test.error(message, 'invalid');
  else if (requirement.reading === 'does-not-meet') test.failure(message, requirement.reading);
  else if (requirement.reading === 'not-proven') test.error(message, requirement.reading);
  else test.standardOutput(message);
}
