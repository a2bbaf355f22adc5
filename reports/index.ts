import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Result } from '../harness/schema/result.ts';
import { toCsv } from './export/csv.ts';
import { toJunit } from './export/junit.ts';
import { toMarkdown } from './export/markdown.ts';
import { writeAtomic } from './export/write-atomic.ts';
import { createText, type Locale } from './locales/translate.ts';
import { cleanAll } from './model/clean.ts';
import { headlineText } from './model/headline.ts';
import { type RequirementRow, rows } from './model/requirements.ts';
import { renderHtml } from './render-html.ts';

export type { Locale } from './locales/translate.ts';
export type { RequirementRow } from './model/requirements.ts';
export { renderHtml } from './render-html.ts';

/**
 * Writes report.<locale>.html for each locale, summary.csv, junit.xml and summary.md into `outDir` (made if missing);
 * the last two in the first locale. Returns the paths written. Each file is replaced atomically; nothing is measured,
 * fetched or judged here. Throws the file system's error when the folder cannot be written.
 */
export async function renderReports(
  result: Result,
  options: { readonly outDir: string; readonly locales: readonly Locale[] },
): Promise<string[]> {
  const { outDir, locales } = options;
  const text = createText(locales[0] ?? 'en');
  const files: (readonly [string, string])[] = [
    ...locales.map((locale) => [`report.${locale}.html`, renderHtml(result, locale, locales)] as const),
    ['summary.csv', toCsv(result)],
    ['junit.xml', toJunit(result, text)],
    ['summary.md', toMarkdown(result, text)],
  ];
  await mkdir(outDir, { recursive: true });
  return Promise.all(
    files.map(async ([name, content]) => {
      const path = join(outDir, name);
      await writeAtomic(path, content);
      return path;
    }),
  );
}

/** The verdict sentence (design §9), as on the report and at the end of a run. */
export function headline(result: Result, locale: Locale): string {
  return headlineText(cleanAll(result), createText(locale));
}

/** One row per requirement, texts in the locale, must-haves first: the table at the end of a run. */
export function requirementRows(result: Result, locale: Locale): RequirementRow[] {
  return rows(cleanAll(result), createText(locale));
}
