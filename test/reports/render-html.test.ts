import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { resultSchema } from '../../harness/schema/result.ts';
import { packageRoot } from '../../package-root.ts';
import { locales } from '../../reports/locales/translate.ts';
import { renderHtml } from '../../reports/render-html.ts';
import { decode, flatText } from './support/page-text.ts';
import { standardResult } from './support/sample-result.ts';
import {
  emptyResult,
  failingResult,
  hostileNames,
  hostileResult,
  invalidResult,
  longResult,
  openResult,
  smokeResult,
  warnedResult,
} from './support/sample-variants.ts';

const samples = {
  standard: standardResult(),
  failing: failingResult(),
  open: openResult(),
  invalid: invalidResult(),
  warned: warnedResult(),
  smoke: smokeResult(),
  empty: emptyResult(),
  long: longResult(),
};

describe.each(Object.entries(samples))('%s', (_, result) => {
  test('is a result of the schema, and renders in every language to the same bytes twice', () => {
    expect(resultSchema.safeParse(result).error).toBeUndefined();
    for (const locale of locales) expect(renderHtml(result, locale)).toBe(renderHtml(result, locale));
  });

  test.each(locales)('%s: nothing is undefined, NaN or an empty heading', (locale) => {
    const html = renderHtml(result, locale);
    expect(html).not.toMatch(/NaN|undefined|Infinity|\[object/);
    expect(html).not.toMatch(/<(h\d|th|caption|summary|title|desc)[^>]*>\s*<\//);
  });
});

describe('what a page may not hold', () => {
  const html = renderHtml(failingResult(), 'en');

  test('scripts, handlers, style attributes, frames, external addresses', () => {
    expect(html).not.toMatch(/<script|<iframe|<object|<embed|<link|<form|<base/i);
    expect(html).not.toMatch(/<[^>]* on\w+=/i);
    expect(html).not.toMatch(/<[^>]* style=/i);
    const addresses = [...html.matchAll(/\s(?:href|src|xlink:href)="([^"]*)"/g)].map((match) => match[1]);
    expect(addresses.length).toBeGreaterThan(15);
    expect(
      addresses.filter((at) => !at?.startsWith('#') && !/^report\.(en|ko|zh)\.html$/.test(at ?? '')),
    ).toEqual([]);
    expect(html.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:\/\//);
  });

  test('anything the policy does not name: the one style block is named by its hash', () => {
    const css = /<style>([\s\S]*?)<\/style>/.exec(html)?.[1] ?? '';
    const hash = createHash('sha256').update(css).digest('base64');
    const policy = decode(/Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? '');
    expect(policy).toBe(`default-src 'none'; style-src 'sha256-${hash}'; img-src data:`);
    expect(html.match(/<style/g)).toHaveLength(1);
    expect(css).not.toMatch(/url\(|@import|expression/);
  });

  test('secrets or phone numbers', () => {
    const text = flatText(html).replace(/[0-9a-f]{64}/g, '');
    expect(text).not.toMatch(/\b\d{11,15}\b/);
    expect(text).not.toMatch(/bearer|EAA[A-Za-z0-9]{8}|app[_-]?secret|password|verify[_-]?token/i);
  });
});

test('a triple-stash stands in the svg partial and nowhere else', () => {
  const folder = join(packageRoot, 'reports', 'templates');
  const templates = readdirSync(folder).filter((name) => name.endsWith('.hbs'));
  const raw = templates.filter((name) => /\{\{\{|\{\{&/.test(readFileSync(join(folder, name), 'utf8')));
  expect(raw).toEqual(['svg.hbs']);
  expect(templates.length).toBeGreaterThan(8);
});

describe.each(hostileNames)('a hostile name: %s', (name) => {
  test('stays text', () => {
    const tame = renderHtml(hostileResult('Acme'), 'en');
    const html = renderHtml(hostileResult(name), 'en');
    const tags = (page: string): string[] =>
      page
        .replace(/<style>[\s\S]*?<\/style>/, '')
        .match(/<[a-z]+/gi)
        ?.filter((tag) => ['<script', '<img', '<b', '<h1', '<section', '<svg', '<style'].includes(tag)) ?? [];
    expect(tags(html)).toEqual(tags(tame));
    expect(html).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b]/);
    expect(html).not.toContain('onerror=alert(1)>');
    expect(html).not.toContain('\u0000');
  });
});

test('8 hours in 480 windows with 30 trials stay below 550 KB in every language', () => {
  for (const locale of locales) {
    expect(Buffer.byteLength(renderHtml(longResult(), locale))).toBeLessThan(550_000);
  }
});

describe('readings are printed, never made', () => {
  const base = standardResult();
  const contrary = (value: number, margin: number, reading: 'meets' | 'does-not-meet'): string => {
    const requirements = base.requirements.map((requirement) => ({
      ...requirement,
      value,
      margin,
      interval: { low: value, high: value, confidence: 0.95 },
      reading,
    }));
    return renderHtml({ ...base, requirements }, 'en');
  };
  const table = (html: string): string => /<table class="req"[\s\S]*?<\/table>/.exec(html)?.[0] ?? '';
  const tiles = (html: string): string => /<ul class="tiles"[\s\S]*?<\/ul>/.exec(html)?.[0] ?? '';

  test('a figure on the good side with a bad reading stays bad', () => {
    const html = contrary(0, 0.9, 'does-not-meet');
    expect(table(html).match(/Does not meet the requirement/g)).toHaveLength(base.requirements.length);
    expect(table(html)).not.toContain('Meets the requirement');
    expect(table(html).match(/<tr role="row" class="k-does-not-meet"/g)).toHaveLength(
      base.requirements.length,
    );
    expect(tiles(html).match(/k-does-not-meet/g)).toHaveLength(5);
  });

  test('a figure on the bad side with a good reading stays good', () => {
    const html = contrary(1e9, -5, 'meets');
    expect(table(html).match(/Meets the requirement/g)).toHaveLength(base.requirements.length);
    expect(table(html)).not.toContain('Does not meet');
    expect(table(html).match(/<tr role="row" class="k-meets"/g)).toHaveLength(base.requirements.length);
    expect(tiles(html).match(/k-meets/g)).toHaveLength(5);
  });
});

test('lang, landmarks, one h1, headings in order, every table named', () => {
  const html = renderHtml(standardResult(), 'zh');
  expect(html).toMatch(/^<!DOCTYPE html>\n<html lang="zh-Hans">/);
  expect(html.match(/<h1/g)).toHaveLength(1);
  for (const landmark of ['<header', '<main', '<footer', '<nav']) expect(html).toContain(landmark);
  const levels = [...html.matchAll(/<h(\d)/g)].map((match) => Number(match[1]));
  levels.slice(1).forEach((level, i) => {
    expect(level - (levels[i] ?? 0)).toBeLessThanOrEqual(1);
  });
  expect(html.match(/<table/g)?.length).toBe(html.match(/<caption/g)?.length);
  const ids = [...html.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]);
  expect(new Set(ids).size).toBe(ids.length);
  const targets = [...html.matchAll(/href="#([^"]+)"/g)].map((match) => match[1]);
  expect(targets.filter((target) => !ids.includes(target))).toEqual([]);
});

test('only the languages that were rendered are linked', () => {
  expect(renderHtml(standardResult(), 'en', ['en'])).not.toContain('report.ko.html');
  expect(renderHtml(standardResult(), 'en', ['en', 'ko'])).toContain('href="report.ko.html"');
});
