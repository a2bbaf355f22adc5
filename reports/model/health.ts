import type { Result } from '../../harness/schema/result.ts';
import type { Text } from '../locales/translate.ts';
import {
  type Block,
  cell,
  column,
  figureCell,
  lead,
  note,
  numeric,
  text as paragraph,
  type Table,
} from './blocks.ts';
import { metric, shown } from './read.ts';
import { checkCause, checkName, checkValue } from './validity.ts';

/** The measurement judged by itself: checks, null vendor, what every process cost. */
export function healthBlocks(result: Result, text: Text): Block[] {
  const { state } = result.validity;
  const clean = result.validity.checks.every((check) => check.state === 'ok');
  const word = leads[state === 'valid' && !clean ? 'slower' : state];
  const lines: Block[] =
    result.validity.checks.length === 0
      ? [paragraph(text.t('health.none'))]
      : [lead(text.t(`health.lead.${word}`)), checks(result, text)];
  return [...lines, ...nullVendor(result, text), ...processes(result, text)];
}

const leads = {
  valid: 'valid',
  slower: 'slower',
  'valid-with-warnings': 'warnings',
  invalid: 'invalid',
} as const;

function checks(result: Result, text: Text): Block {
  const caption = text.t('health.caption');
  const figure = (value: number | null, unit: string): string =>
    value === null ? text.t('value.na') : checkValue(value, unit, text);
  return {
    kind: 'table',
    caption,
    region: caption,
    columns: [
      column(text.t('health.check')),
      numeric(text.t('health.value')),
      numeric(text.t('health.limit')),
      column(text.t('health.state')),
      column(text.t('health.moves')),
    ],
    rows: result.validity.checks.map((check) => [
      cell(checkName(check.id, text), check.state === 'ok' ? undefined : checkCause(check, text)),
      figureCell(figure(check.value, check.unit)),
      figureCell(figure(check.limit, check.unit)),
      cell(text.t(`health.state.${check.state}`)),
      cell(text.t(`health.moves.${check.moves}`)),
    ]),
  };
}

/** The rest of null.* is in the appendix. */
const nullFigures = [
  'ceiling.asks_per_sec',
  'burst.asks',
  'burst.last_answer',
  'response.p50',
  'response.p99',
  'response.max',
];

function nullVendor(result: Result, text: Text): Block[] {
  const names = nullFigures.filter((name) => metric(result, `null.${name}`) !== null);
  if (names.length === 0) return [note(text.t('health.null.none'))];
  const caption = text.t('health.null');
  return [
    {
      kind: 'table',
      caption,
      region: caption,
      columns: [column(text.t('health.null.figure')), numeric(text.t('health.value'))],
      rows: names.map((name) => [
        cell(text.word('null', name) ?? name),
        figureCell(shown(result, text, `null.${name}`, text.t('value.few'))),
      ]),
    },
    note(text.t('health.null.note')),
  ];
}

/** The open table shows the phase with the load; every phase is in the folded one. */
function processes(result: Result, text: Text): Block[] {
  if (result.processes.length === 0) return [];
  const caption = text.t('health.processes');
  const withAsks = result.processes.filter((process) => process.cpuMsPerAsk !== null);
  const loaded = (withAsks.find((process) => process.phase === 'rush') ?? withAsks[0])?.phase;
  const first = result.processes.filter((process) => loaded === undefined || process.phase === loaded);
  const all: Block[] =
    first.length === result.processes.length
      ? []
      : [
          {
            kind: 'details',
            summary: text.t('health.processes.all'),
            table: processTable(result.processes, text.t('health.processes.all'), text),
          },
        ];
  return [processTable(first, caption, text), note(text.t('health.processes.note')), ...all];
}

function processTable(processes: Result['processes'], caption: string, text: Text): Table {
  const na = text.t('value.na');
  return {
    kind: 'table',
    caption,
    region: caption,
    columns: [
      column(text.t('health.role')),
      column(text.t('health.side')),
      column(text.t('health.phase')),
      numeric(text.t('health.cpu')),
      numeric(text.t('health.cpu-per-ask')),
      numeric(text.t('health.rate')),
      numeric(text.t('health.rss')),
    ],
    rows: processes.map((process) => [
      { text: process.role, mono: true },
      cell(text.t(`side.${process.side}`)),
      cell(text.word('scenario', process.phase) ?? text.word('phase', process.phase) ?? process.phase),
      figureCell(text.format.duration(process.cpuMs)),
      figureCell(process.cpuMsPerAsk === null ? na : text.format.duration(process.cpuMsPerAsk)),
      figureCell(process.ratePerSec === null ? na : text.format.value(process.ratePerSec, 'per-second')),
      figureCell(text.format.bytes(process.rssPeakBytes)),
    ]),
  };
}
