import type { Result } from '../../harness/schema/result.ts';
import { offeredVsServed } from '../charts/offered-vs-served.ts';
import type { Text } from '../locales/translate.ts';
import { absent, type Block, cell, column, figureCell, note, numeric, type Table } from './blocks.ts';
import { measured, shown } from './read.ts';

/** Planned against served, and what this size planned at all. */
export function loadBlocks(result: Result, text: Text): Block[] {
  const scenarios = scenarioTable(result, text);
  if (!measured(result, 'rush')) return [absent(text.t('absent.rush')), ...scenarios];
  const caption = text.t('load.caption');
  const counts: Table = {
    kind: 'table',
    caption,
    region: caption,
    columns: [column(text.t('ledger.row')), numeric(text.t('load.asks'))],
    rows: (['planned', 'dropped', 'sent', 'answered'] as const).map((name) => [
      cell(text.t(`load.${name}`)),
      figureCell(shown(result, text, `rush.${name}`, text.t('value.none'))),
    ]),
  };
  return [note(text.t('load.model')), counts, offeredVsServed(result, text), ...scenarios];
}

function scenarioTable(result: Result, text: Text): Block[] {
  if (result.scenarios.length === 0) return [];
  const caption = text.t('load.scenarios');
  const amount = (value: number): string => (value === 0 ? text.t('value.na') : text.format.number(value, 1));
  return [
    {
      kind: 'table',
      caption,
      region: caption,
      columns: [
        column(text.t('load.scenario')),
        numeric(text.t('load.samples')),
        numeric(text.t('load.minutes')),
        numeric(text.t('load.trials')),
        numeric(text.t('load.hours')),
        column(text.t('load.ran')),
      ],
      rows: result.scenarios.map((scenario) => [
        cell(text.word('scenario', scenario.id) ?? scenario.id),
        figureCell(amount(scenario.samples)),
        figureCell(amount(scenario.minutes)),
        figureCell(amount(scenario.trials)),
        figureCell(amount(scenario.hours)),
        cell(text.t(scenario.ran ? 'value.yes' : 'value.not-tested')),
      ]),
    },
  ];
}
