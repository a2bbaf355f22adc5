import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { toCsv } from '../../../reports/export/csv.ts';
import { toJunit } from '../../../reports/export/junit.ts';
import { toMarkdown } from '../../../reports/export/markdown.ts';
import { renderReports, requirementRows } from '../../../reports/index.ts';
import { createText } from '../../../reports/locales/translate.ts';
import { standardResult } from '../support/sample-result.ts';
import {
  emptyResult,
  failingResult,
  hostileNames,
  hostileResult,
  invalidResult,
} from '../support/sample-variants.ts';

const text = createText('en');
const dir = mkdtempSync(join(tmpdir(), 'stormproof-reports-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** RFC 4180, by the letter: quotes doubled, CRLF between records. */
function parseCsv(csv: string): string[][] {
  const records: string[][] = [[]];
  const cells = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n)/gy;
  for (const [, cell = '', end] of csv.matchAll(cells)) {
    records.at(-1)?.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    if (end === '\r\n') records.push([]);
  }
  return records.slice(0, -1);
}

describe('summary.csv', () => {
  test('one record per run, requirement, check and metric, all of one width', () => {
    const result = failingResult();
    const records = parseCsv(toCsv(result));
    expect(new Set(records.map((record) => record.length))).toEqual(new Set([15]));
    const count =
      1 +
      1 +
      1 +
      result.requirements.length +
      result.validity.checks.length +
      Object.keys(result.metrics).length;
    expect(records).toHaveLength(count);
    const loss = records.find((record) => record[1] === 'rush-loss');
    expect(loss?.slice(5, 15)).toEqual([
      '0.02',
      'ratio',
      '54000',
      '0.0189',
      '0.0212',
      '<=',
      '0.001',
      '-19',
      'does-not-meet',
      'misses',
    ]);
  });

  test('text that a spreadsheet would run is disarmed; the mark for Excel is an option', () => {
    const csv = toCsv(hostileResult('=HYPERLINK("http://evil.example","x")'));
    expect(csv).toContain(`"'=HYPERLINK(""http://evil.example"",""x"")"`);
    expect(csv.startsWith('kind,id')).toBe(true);
    expect(toCsv(standardResult(), { bom: true }).startsWith('\ufeffkind')).toBe(true);
  });

  test.each(hostileNames)('%s does not break a record', (name) => {
    expect(new Set(parseCsv(toCsv(hostileResult(name))).map((record) => record.length))).toEqual(
      new Set([15]),
    );
  });
});

describe('junit.xml', () => {
  test('misses fail, unproven are errors, untested are skipped; should-haves never fail', () => {
    const xml = toJunit(failingResult(), text);
    expect(xml).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>/);
    expect(xml.match(/<failure/g)).toHaveLength(3);
    expect(xml.match(/<error/g)).toHaveLength(1);
    expect(xml.match(/<skipped/g)).toHaveLength(1);
    expect(xml).toContain('name="stormproof.acme.standard.must" tests="6"');
    expect(toJunit(standardResult(), text)).not.toMatch(/<failure|<error/);
  });

  test('an invalid measurement is an error of its own and of every must-have', () => {
    const xml = toJunit(invalidResult(), text);
    expect(xml.match(/<error/g)).toHaveLength(7);
    expect(xml).not.toContain('<failure');
  });

  test.each(hostileNames)('%s stays text', (name) => {
    const whole = toJunit(hostileResult(name), text);
    const xml = whole.replace(/<!\[CDATA\[[\s\S]*?\]\]>/g, '');
    expect(xml.replace(/"[^"]*"/g, '')).not.toContain(']]>');
    expect(xml).not.toContain('<script>');
    expect(xml).not.toContain('<img');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 forbids them
    expect(whole).not.toMatch(/[\u0000-\u0008]/);
  });
});

describe('summary.md', () => {
  test('headline, validity and a row per requirement', () => {
    const md = toMarkdown(failingResult(), text).replaceAll('\u00a0', ' ');
    expect(md).toContain('**In this test Acme Messenger Suite missed 3 of 6 must-haves.');
    expect(md).toContain('| **Message loss rate under rush** | at most 0.1 % | 2 % ');
    expect(md.match(/^\| /gm)).toHaveLength(9);
  });

  test('stays under 64 KB with 2,000 requirements, and keeps its end', () => {
    const base = standardResult();
    const requirements = Array.from({ length: 250 }, () => base.requirements).flat();
    const md = toMarkdown({ ...base, requirements }, text);
    expect(Buffer.byteLength(md)).toBeLessThan(64_001);
    expect(md).toContain('270 article claims');
  });

  test.each(hostileNames)('%s makes no markup', (name) => {
    const md = toMarkdown(hostileResult(name), text);
    expect(md).not.toMatch(/<(script|img|b)/);
    expect(md.match(/^\| /gm)).toHaveLength(9);
  });
});

describe('renderReports', () => {
  test('writes one page per language and the three summaries, nothing half', async () => {
    const outDir = join(dir, 'new', 'folder');
    const paths = await renderReports(standardResult(), { outDir, locales: ['ko', 'en'] });
    const names = ['report.ko.html', 'report.en.html', 'summary.csv', 'junit.xml', 'summary.md'];
    expect(paths).toEqual(names.map((name) => join(outDir, name)));
    expect(readdirSync(outDir).sort()).toEqual([...names].sort());
    expect(readFileSync(join(outDir, 'summary.md'), 'utf8')).toContain('필수 요건 6개 모두 충족');
    expect(readFileSync(join(outDir, 'report.en.html'), 'utf8')).not.toContain('report.zh.html');
  });

  test('a second rendering replaces the first', async () => {
    const outDir = join(dir, 'twice');
    await renderReports(standardResult(), { outDir, locales: ['en'] });
    await renderReports(emptyResult(), { outDir, locales: ['en'] });
    expect(readFileSync(join(outDir, 'report.en.html'), 'utf8')).toContain('The run was interrupted');
    expect(existsSync(join(outDir, 'report.en.html.tmp'))).toBe(false);
  });
});

test('rows for the table at the end of a run, in the language asked for', () => {
  const [first] = requirementRows(failingResult(), 'ko');
  expect(first).toMatchObject({
    id: 'rush-worst-minute',
    level: 'must',
    target: '2.3초 이하',
    measured: '2.18초',
    margin: '+5%',
    mark: { reading: 'not-proven', word: '입증되지 않음' },
  });
});
