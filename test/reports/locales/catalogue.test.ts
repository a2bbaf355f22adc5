import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { methods, reasonCodes, validityChecks } from '../../../harness/schema/codes.ts';
import { packageRoot } from '../../../package-root.ts';
import { en } from '../../../reports/locales/en.ts';
import { ko } from '../../../reports/locales/ko.ts';
import { createText } from '../../../reports/locales/translate.ts';
import { zh } from '../../../reports/locales/zh.ts';
import { renderText } from '../../../reports/render-html.ts';
import { pageTexts } from '../support/page-text.ts';
import { pseudoLocale } from '../support/pseudo-locale.ts';
import { failingResult, openResult, smokeResult, warnedResult } from '../support/sample-variants.ts';

const holes = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{([^{}|]+)/g)].map((match) => match[1] ?? ''))].sort();

describe.each([
  ['ko', ko],
  ['zh', zh],
] as const)('%s', (_, catalogue) => {
  test('has the keys of English, each with the same placeholders', () => {
    expect(Object.keys(catalogue).sort()).toEqual(Object.keys(en).sort());
    for (const [key, text] of Object.entries(en)) {
      expect([key, holes(catalogue[key as keyof typeof en])]).toEqual([key, holes(text)]);
    }
  });

  test('leaves no English sentence', () => {
    const words = Object.entries(catalogue).filter(([, text]) =>
      /[A-Za-z]{3,} [a-z]{3,} [a-z]{3,}/.test(text),
    );
    expect(words).toEqual([]);
  });
});

/** Values are there too: a sentence may only use what the code carries. */
function usable(key: string, values: readonly string[]): string[] {
  const known = values.map((name) => name.replace('?', ''));
  return holes(en[key as keyof typeof en]).filter((hole) => !known.includes(hole));
}

test('every code of a result has a sentence, made of the values it carries', () => {
  for (const [code, values] of Object.entries(reasonCodes)) {
    expect(en).toHaveProperty([`reason.${code}`]);
    expect([code, usable(`reason.${code}`, values)]).toEqual([code, []]);
  }
  for (const [id, values] of Object.entries(validityChecks)) {
    expect(en).toHaveProperty([`check.${id}`]);
    for (const key of [`cause.${id}`, `cause.${id}.warning`].filter((name) => Object.hasOwn(en, name))) {
      expect([key, usable(key, values)]).toEqual([key, []]);
    }
    expect(en).toHaveProperty([`cause.${id}`]);
  }
  for (const method of methods) expect(en).toHaveProperty([`interval.${method}`]);
});

test('an unknown code prints itself and its values', () => {
  const { code } = createText('en');
  expect(code('reason', 'new-code', { waitMs: 12, who: 'x' })).toBe(
    'code new-code (waitMs 12\u00a0ms, who x)',
  );
  expect(code('reason', 'toString')).toBe('code toString');
});

function sources(dir: string): string[] {
  return readdirSync(join(packageRoot, dir), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|hbs)$/.test(name) && !/^(locales\/(en|ko|zh)|out)/.test(name))
    .map((name) => readFileSync(join(packageRoot, dir, name), 'utf8'));
}

test('no key of the catalogue is unused, no key of a template is missing', () => {
  const text = sources('reports').join('\n');
  const patterns = [
    ...[...text.matchAll(/`([a-z][\w.-]*\$\{[^`]*)`/g)].map((match) => (match[1] ?? '').split(/\$\{[^}]*\}/)),
    ...[...text.matchAll(/\b(?:word|code)\('([\w.]+)'/g)].map((match) => [`${match[1]}.`, '']),
    ['size.name.', ''],
    ['kind.', ''],
  ].map((parts) => new RegExp(`^${parts.map((part) => part.replaceAll('.', '\\.')).join('[\\w.-]+')}$`));
  const unused = Object.keys(en).filter(
    (key) =>
      !text.includes(`'${key}'`) &&
      !text.includes(`"${key}"`) &&
      !patterns.some((pattern) => pattern.test(key)),
  );
  expect(unused).toEqual([]);
  const templates = sources('reports/templates').join('\n');
  const inTemplates = [...templates.matchAll(/\{?\bt "([^"]+)"/g)].map((match) => match[1] ?? '');
  expect(inTemplates.filter((key) => !Object.hasOwn(en, key))).toEqual([]);
  expect(inTemplates.length).toBeGreaterThan(15);
});

describe('a pseudo-locale page', () => {
  const text = createText('en', pseudoLocale());

  test.each([
    ['failing', failingResult()],
    ['open', openResult()],
    ['smoke', smokeResult()],
    ['warned', warnedResult()],
  ])('%s: no English left outside the data', (_, result) => {
    const { provenance, requirements, trials, errors, vendor } = result;
    const data = [
      vendor.name,
      vendor.version,
      result.run,
      provenance.requirementSet,
      String(result.mockOptions.name),
      String(provenance.machine.timeZone),
      ...Object.keys(provenance.machine),
      ...Object.keys(provenance.versions),
      ...Object.keys(provenance.arrivalHashes),
      ...requirements.flatMap(({ id, title, source, rationale, setBy }) => [
        id,
        title.en,
        source,
        rationale,
        setBy,
      ]),
      ...trials.map((trial) => trial.role),
      ...errors.map((error) => error.class),
      ...Object.keys(result.metrics).flatMap(
        (name) => /^(?:media\.size|api\.call)\.([^.]+)/.exec(name)?.[1] ?? [],
      ),
    ].sort((a, b) => b.length - a.length);
    const names = new Set(['UTC', 'English', '한국어', '中文']);
    const leaks = pageTexts(renderText(result, text)).filter((node) => {
      // A chart wraps a requirement's title over two lines: a part of the data is data too.
      if (names.has(node) || requirements.some(({ title }) => node.length > 10 && title.en.includes(node)))
        return false;
      const rest = data.reduce((left, known) => left.replaceAll(known, ''), node).replaceAll('UTC', '');
      return /[A-Za-z]{3,}/.test(rest);
    });
    expect(leaks).toEqual([]);
  });
});
