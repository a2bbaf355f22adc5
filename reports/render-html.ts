import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import Handlebars from 'handlebars';
import type { Reading, Result } from '../harness/schema/result.ts';
import { asset } from '../package-root.ts';
import { readingIcon } from './charts/reading-shape.ts';
import type { MessageKey } from './locales/en.ts';
import { createText, type Locale, locales, type Text } from './locales/translate.ts';
import { pageModel } from './model/page.ts';

interface Templates {
  readonly css: string;
  /** CSP source of the style block: the page's only inline resource. */
  readonly styleHash: string;
  readonly page: HandlebarsTemplateDelegate;
}

let loaded: Templates | null = null;

/**
 * The report of one result in one language: a complete, self-contained, static page.
 * Pure: the same result gives the same bytes. `siblings` are the languages linked in the header.
 */
export function renderHtml(result: Result, locale: Locale, siblings: readonly Locale[] = locales): string {
  return renderText(result, createText(locale), siblings);
}

/** The same with the texts given: tests render a pseudo-locale. */
export function renderText(result: Result, text: Text, siblings: readonly Locale[] = locales): string {
  loaded ??= load();
  const { css, styleHash, page } = loaded;
  const model = { ...pageModel(result, text, siblings), css: new Handlebars.SafeString(css), styleHash };
  return page(model, { helpers: { t: translate(text) } });
}

/** `{{t "key" name=value}}` in a template; the keys are held against the catalogue by a test. */
function translate(text: Text) {
  return (key: MessageKey, options: Handlebars.HelperOptions): string => {
    const say = text.t as (key: MessageKey, values: Record<string, string | number>) => string;
    return say(key, options.hash);
  };
}

function load(): Templates {
  const handlebars = Handlebars.create();
  const folder = asset('reports', 'templates');
  const names = readdirSync(folder).filter((name) => name.endsWith('.hbs'));
  const read = (name: string): string => readFileSync(asset('reports', 'templates', name), 'utf8');
  for (const name of names) handlebars.registerPartial(name.replace(/\.hbs$/, ''), read(name).trimEnd());
  handlebars.registerHelper('is', (a: unknown, b: unknown) => a === b);
  handlebars.registerHelper('pair', (columns: readonly unknown[]) => columns.length === 2);
  handlebars.registerHelper(
    'some',
    (a: readonly unknown[], b: readonly unknown[]) => a.length + b.length > 0,
  );
  handlebars.registerHelper('shape', (reading: Reading) => ({ svg: readingIcon(reading) }));
  const css = read('report.css');
  return {
    css,
    styleHash: `sha256-${createHash('sha256').update(css).digest('base64')}`,
    page: handlebars.compile(read('report.hbs'), { strict: false }),
  };
}
