import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Result } from '../../harness/schema/result.ts';
import { headline, renderHtml } from '../../reports/index.ts';
import { type Locale, locales } from '../../reports/locales/translate.ts';
import { standardResult } from '../reports/support/sample-result.ts';
import {
  emptyResult,
  failingResult,
  hostileNames,
  hostileResult,
  invalidResult,
  longResult,
  smokeResult,
} from '../reports/support/sample-variants.ts';
import { openBrowser, skipBrowser } from './browser.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const dir = mkdtempSync(join(tmpdir(), 'stormproof-e2e-'));
let browser: Browser;

const results: Readonly<Record<string, Result>> = {
  standard: standardResult(),
  failing: failingResult(),
  invalid: invalidResult(),
  smoke: smokeResult(),
  empty: emptyResult(),
  hostile: hostileResult(hostileNames[4]),
};

function fileOf(name: string, locale: Locale, result: Result = results[name] ?? standardResult()): string {
  const path = join(dir, `${name}.${locale}.html`);
  writeFileSync(path, renderHtml(result, locale));
  return pathToFileURL(path).href;
}

interface Opened {
  readonly page: Page;
  readonly problems: string[];
  readonly requests: string[];
}

async function open(
  url: string,
  options: { width?: number; scheme?: 'light' | 'dark'; forcedColors?: 'active'; script?: boolean } = {},
): Promise<Opened> {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1280, height: 720 },
    colorScheme: options.scheme ?? 'light',
    forcedColors: options.forcedColors ?? 'none',
    javaScriptEnabled: options.script ?? true,
    // The page forbids every script; axe is injected by the test, past its policy.
    bypassCSP: options.script ?? true,
  });
  const page = await context.newPage();
  const problems: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => problems.push(message.text()));
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('request', (request) => requests.push(request.url()));
  await page.goto(url);
  return { page, problems, requests };
}

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const found = await page.evaluate<AxeViolation[]>('axe.run().then((result) => result.violations)');
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`);
}

interface AxeViolation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** Code for the page is given as text: these tests have no DOM types. */
const overflow = (page: Page): Promise<number> =>
  page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');

describe.skipIf(skipBrowser)('the report in Chromium', () => {
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(dir, { recursive: true, force: true });
  });

  describe.each(Object.keys(results))('%s', (name) => {
    // The languages share their markup: one result in all of them, the others in English.
    const languages = name === 'failing' ? locales : (['en'] as const);

    test.each(['light', 'dark'] as const)(
      '%s: nothing serious for axe, nothing on the console',
      async (scheme) => {
        for (const locale of languages) {
          const { page, problems } = await open(fileOf(name, locale), { scheme });
          expect(await violations(page)).toEqual([]);
          expect(problems).toEqual([]);
          await page.context().close();
        }
      },
    );

    test('320, 360 and 768 px wide: no sideways scrolling of the page', async () => {
      for (const locale of locales) {
        const { page } = await open(fileOf(name, locale), { width: 320 });
        for (const width of [320, 360, 768]) {
          await page.setViewportSize({ width, height: 720 });
          expect([locale, width, await overflow(page)]).toEqual([locale, width, 0]);
        }
        await page.context().close();
      }
    });
  });

  test('asks the network for nothing but itself, and needs no script', async () => {
    const url = fileOf('standard', 'en');
    const { page, problems, requests } = await open(url, { script: false });
    expect(requests).toEqual([url]);
    expect(problems).toEqual([]);
    expect(await page.locator('.tile .value').first().textContent()).toBe('448\u00a0ms');
    await page.context().close();
  });

  test('the first screen holds vendor, size, mode, validity, verdict and five tiles', async () => {
    const { page } = await open(fileOf('standard', 'en'));
    const bottom = async (selector: string): Promise<number> => {
      const box = await page.locator(selector).boundingBox();
      return box === null ? Infinity : box.y + box.height;
    };
    for (const selector of ['h1', '.facts', '.validity', '.headline', '.tiles']) {
      expect([selector, (await bottom(selector)) <= 720]).toEqual([selector, true]);
    }
    expect(await page.locator('.tile').count()).toBe(5);
    await page.context().close();
  });

  test('with styles blocked as well: tables keep their lines, charts their colours, the order its sense', async () => {
    const html = renderHtml(failingResult(), 'en').replace(/<style>[\s\S]*?<\/style>/, '');
    const path = join(dir, 'plain.html');
    writeFileSync(path, html);
    const { page } = await open(pathToFileURL(path).href, { script: false });
    const text = (await page.locator('body').textContent()) ?? '';
    const order = [
      'WhatsApp SCRM stress test',
      'Valid measurement',
      'missed 3 of 6',
      'Requirements at a glance',
    ];
    const places = order.map((part) => text.indexOf(part));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places.every((place) => place >= 0)).toBe(true);
    expect(await page.locator('table:not([border="1"])').count()).toBe(0);
    expect(await page.locator('path.s1').first().getAttribute('stroke')).toBe('#023db9');
    await page.context().close();
  });

  test('keyboard: the skip link comes first and leads to the verdict; scroll regions have names', async () => {
    const { page } = await open(fileOf('standard', 'en'));
    await page.keyboard.press('Tab');
    const focused = page.locator(':focus');
    expect(await focused.textContent()).toBe('Skip to the verdict');
    const style = await page.evaluate<string>('getComputedStyle(document.activeElement).outlineStyle');
    expect(style).not.toBe('none');
    await page.keyboard.press('Enter');
    expect(await page.evaluate<string>('location.hash')).toBe('#verdict');
    const nameless = page.locator('[role=region][tabindex="0"]:not([aria-label])');
    expect(await nameless.count()).toBe(0);
    await page.context().close();
  });

  test('forced colours: readings keep their shapes', async () => {
    const { page } = await open(fileOf('failing', 'en'), { forcedColors: 'active' });
    const fill = await page.evaluate<string>(
      "getComputedStyle(document.querySelector('.card .headline .rf')).fill",
    );
    const ground = await page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
    expect(fill).not.toBe(ground);
    await page.context().close();
  });

  describe('printed', () => {
    async function pdf(name: string, locale: Locale, result?: Result): Promise<string> {
      const { page } = await open(fileOf(name, locale, result), { scheme: 'dark', script: false });
      const path = join(dir, `${name}.${locale}.pdf`);
      await page.pdf({ path, preferCSSPageSize: true });
      await page.context().close();
      return path;
    }
    const words = (path: string, ...args: string[]): string =>
      execFileSync('pdftotext', [...args, path, '-'], { encoding: 'utf8' });
    /** Line ends and the hyphens before them differ between the sentence and the printed lines. */
    const squeeze = (text: string): string => text.replace(/[\s-]+/g, '');
    const pages = (path: string): number => words(path).split('\f').length - 1;

    test.each(locales)('%s: page one holds the headline, and folded tables are open', async (locale) => {
      const path = await pdf('failing', locale);
      const first = squeeze(words(path, '-f', '1', '-l', '1'));
      expect(first).toContain(squeeze(headline(failingResult(), locale)));
      const whole = squeeze(words(path));
      expect(whole).toContain('custom.vendor_queue_depth');
      for (const requirement of failingResult().requirements) {
        expect(whole).toContain(squeeze(requirement.title[locale]).slice(1, 6));
      }
      expect(whole).toContain(squeeze(failingResult().run));
    });

    test('8 hours fit on 40 pages', async () => {
      expect(pages(await pdf('long', 'en', longResult()))).toBeLessThanOrEqual(40);
    });
  });

  test('an 8-hour result renders within a second once templates are loaded', () => {
    const result = longResult();
    renderHtml(result, 'en');
    const start = performance.now();
    renderHtml(result, 'en');
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
