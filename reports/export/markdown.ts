import type { Reading, Result } from '../../harness/schema/result.ts';
import type { Text } from '../locales/translate.ts';
import { cleanAll } from '../model/clean.ts';
import { headlineText } from '../model/headline.ts';
import { type RequirementRow, rows } from '../model/requirements.ts';
import { validityModel } from '../model/validity.ts';
import { verdictModel } from '../model/verdict.ts';

/** Job summaries are cut at 64 KB on common hosts; bytes of UTF-8. */
const maxBytes = 64_000;

const marks: Readonly<Record<Reading, string>> = {
  meets: '●',
  'meets-narrowly': '◐',
  'does-not-meet': '☒',
  'not-proven': '?',
  'not-tested': '◌',
};

/** summary.md for a job summary or a pull request: headline, validity, requirements. Always under 64 KB. */
export function toMarkdown(raw: Result, text: Text): string {
  const result = cleanAll(raw);
  const validity = validityModel(result, text);
  const verdict = verdictModel(result, text);
  const all = rows(result, text);
  const head = [
    `# ${safe(text.t('page.title', { v: result.vendor.name }))}`,
    `**${safe(headlineText(result, text))}**`,
    `${text.t('validity.title')}: ${validity.word}. ${validity.summary}`,
    ...(validity.lines.length === 0
      ? []
      : [
          validity.lines
            .map((line) => `- ${safe(line.name)} · ${safe(line.word)} · ${safe(line.cause)}`)
            .join('\n'),
        ]),
    ...verdict.notes.map(safe),
  ];
  const foot = [
    verdict.coverage,
    ...(verdict.notTested.length === 0
      ? []
      : [
          `${text.t('verdict.not-tested')}\n\n${verdict.notTested.map((item) => `- ${safe(item)}`).join('\n')}`,
        ]),
    text.t('page.footer', { run: safe(result.run) }),
  ];
  const titles = (['requirement', 'target', 'measured', 'margin', 'reading'] as const).map((name) =>
    text.t(`req.${name}`),
  );
  const table = [`| ${titles.join(' | ')} |`, '|---|---|---|---|---|', ...all.map(tableRow)];
  while (bytes([...head, ...table, ...foot]) > maxBytes && table.length > 2) table.pop();
  return `${[...head, table.join('\n'), ...foot].join('\n\n')}\n`;
}

const bytes = (parts: readonly string[]): number => Buffer.byteLength(parts.join('\n\n'), 'utf8');

function tableRow(row: RequirementRow): string {
  const title = row.level === 'must' ? `**${safe(row.title)}**` : safe(row.title);
  const reading = `${marks[row.mark.reading]} ${row.mark.word}${row.reason === '' ? '' : `. ${safe(row.reason)}`}`;
  return `| ${title} | ${row.target} | ${row.measured} ${row.evidence} | ${row.margin} | ${reading} |`;
}

/** Text that stays text in Markdown and in the HTML made of it. */
function safe(value: string): string {
  return value
    .replace(/[\r\n]+/g, ' ')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/[\\`*_[\]|#~!]/g, (char) => `\\${char}`);
}
