import type { Result } from '../../harness/schema/result.ts';
import { cleanAll } from '../model/clean.ts';

const header = [
  'kind',
  'id',
  'level',
  'title',
  'metric',
  'value',
  'unit',
  'n',
  'low',
  'high',
  'comparison',
  'target',
  'margin',
  'reading',
  'reason',
] as const;

type Field = string | number | null;

/**
 * summary.csv: RFC 4180, CRLF, one record per run, requirement, validity check and metric; raw numbers, English titles.
 * `bom` adds the byte order mark that Excel needs to read UTF-8.
 */
export function toCsv(raw: Result, options: { readonly bom?: boolean } = {}): string {
  const result = cleanAll(raw);
  const { verdict, validity } = result;
  const records: Field[][] = [
    [...header],
    record({
      kind: 'run',
      id: result.run,
      title: result.vendor.name,
      metric: result.size,
      reading: verdict.outcome,
    }),
    record({ kind: 'validity', id: validity.state }),
    ...result.requirements.map((requirement) =>
      record({
        ...requirement,
        kind: 'requirement',
        title: requirement.title.en,
        low: requirement.interval?.low ?? null,
        high: requirement.interval?.high ?? null,
        reason: requirement.reason.code,
      }),
    ),
    ...validity.checks.map((check) =>
      record({
        kind: 'validity-check',
        id: check.id,
        value: check.value,
        unit: check.unit,
        target: check.limit,
        reading: check.state,
        reason: check.cause.code,
      }),
    ),
    ...Object.entries(result.metrics)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, metric]) => record({ ...metric, kind: 'metric', id: name, metric: name })),
  ];
  const body = records.map((fields) => fields.map(field).join(',')).join('\r\n');
  return `${options.bom === true ? '\ufeff' : ''}${body}\r\n`;
}

function record(values: Readonly<Partial<Record<(typeof header)[number], Field>>>): Field[] {
  return header.map((name) => values[name] ?? null);
}

/** Text that a spreadsheet would run as a formula gets a leading apostrophe. */
function field(value: Field): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
