import type { Result } from '../../harness/schema/result.ts';
import type { Text } from '../locales/translate.ts';
import { type Block, cell, column, monoCell, note, type Table } from './blocks.ts';
import { plantedBlocks } from './planted.ts';
import { target } from './requirements.ts';

/** How it was measured: definitions, simulated Meta's options, where the targets come from. */
export function methodBlocks(result: Result, text: Text): Block[] {
  return [
    plantedBlocks(result, text),
    definitions(result, text),
    options(result, text),
    floor(result, text),
    targets(result, text),
  ].flat();
}

function definitions(result: Result, text: Text): Table {
  const caption = text.t('method.caption');
  const matcher = text.word('matcher', result.matcher) ?? result.matcher;
  const rows: [string, string][] = [
    [text.t('method.matcher'), matcher],
    [text.t('method.coordinated'), text.t('method.coordinated.text')],
    [text.t('method.percentiles'), text.t('method.percentiles.text')],
    [text.t('method.intervals'), intervals(result, text)],
    [text.t('method.readings'), text.t('method.readings.text')],
    [text.t('method.loss'), text.t('method.loss.text')],
    [text.t('method.deadline'), deadline(result, text)],
    [text.t('method.drain'), drain(result, text)],
    [text.t('method.failover'), text.t('method.failover.text')],
  ];
  return {
    kind: 'table',
    caption,
    region: caption,
    columns: [column(text.t('method.term')), column(text.t('method.definition'))],
    rows: rows.map(([term, definition]) => [cell(term), cell(definition)]),
  };
}

/** The interval methods this result really used. */
function intervals(result: Result, text: Text): string {
  const used = [...new Set(result.requirements.map((requirement) => requirement.method))].filter(
    (name) => name !== '' && name !== 'none',
  );
  if (used.length === 0) return text.t('interval.none');
  return used.map((name) => text.word('interval', name) ?? name).join(text.t('headline.list'));
}

function deadline(result: Result, text: Text): string {
  const ms = result.deadlines?.answerDeadlineMs;
  return ms === undefined
    ? text.t('method.deadline.unstated')
    : text.t('method.deadline.text', { x: text.format.duration(ms) });
}

function drain(result: Result, text: Text): string {
  const quiet = result.deadlines?.drainQuietMs;
  const max = result.deadlines?.drainMaxMs;
  return quiet === undefined || max === undefined
    ? text.t('method.drain.unstated')
    : text.t('method.drain.text', { quiet: text.format.duration(quiet), max: text.format.duration(max) });
}

function options(result: Result, text: Text): Block[] {
  const entries = Object.entries(result.mockOptions);
  if (entries.length === 0) return [];
  const caption = text.t('method.options');
  return [
    {
      kind: 'table',
      caption,
      region: caption,
      columns: [column(text.t('prov.field')), column(text.t('prov.value'))],
      rows: entries.map(([name, value]) => [
        monoCell(name),
        monoCell(typeof value === 'object' ? JSON.stringify(value) : String(value)),
      ]),
    },
  ];
}

function floor(result: Result, text: Text): Block[] {
  if (result.metaFloorMs === null) return [note(text.t('method.floor.none'))];
  const line = text.t('method.floor', { x: text.format.duration(result.metaFloorMs) });
  return [note(text.sentences([line, text.t('method.floor.note'), text.t('method.floor.above')]))];
}

function targets(result: Result, text: Text): Block[] {
  if (result.requirements.length === 0) return [];
  const caption = text.t('method.requirements');
  const table: Table = {
    kind: 'table',
    caption,
    region: caption,
    columns: [
      column(text.t('req.requirement')),
      column(text.t('req.target')),
      column(text.t('method.source')),
      column(text.t('method.rationale')),
      column(text.t('method.set-by')),
      column(text.t('method.agreed')),
      column(text.t('method.statistic')),
    ],
    rows: result.requirements.map((requirement) => [
      cell(requirement.title[text.locale], requirement.id),
      cell(target(requirement, text)),
      cell(requirement.source),
      cell(requirement.rationale),
      cell(requirement.setBy, requirement.setAt),
      cell(text.t(requirement.agreedByVendor ? 'value.yes' : 'value.no')),
      cell(text.word('interval', requirement.method) ?? requirement.method),
    ]),
  };
  return [{ kind: 'details', summary: caption, table }];
}
