import type { Result } from '../../harness/schema/result.ts';
import { type StoreRow, searchStores } from '../charts/search-stores.ts';
import type { Text } from '../locales/translate.ts';
import { absent, type Block, cell, column, figureCell, lead, note, numeric, type Table } from './blocks.ts';
import { measured, metric, number, shown, under } from './read.ts';

const steps = ['p50', 'p95', 'p99', 'max'] as const;

/** The same searches in ever larger histories, by store; by language and by kind of term in the largest. */
export function searchBlocks(result: Result, text: Text): Block[] {
  if (!measured(result, 'search')) return [absent(text.t('absent.search'))];
  const blocks: Block[] = [];
  const queries = number(result, 'search.queries') ?? 0;
  const bad = (number(result, 'search.errors') ?? 0) + (number(result, 'search.wrong') ?? 0);
  blocks.push(lead(text.t('search.lead', { right: queries - bad, queries })));
  const growth = metric(result, 'search.ratio');
  if (growth !== null) blocks.push(note(text.t('search.growth', { x: text.format.number(growth.value, 2) })));
  const goal = result.requirements.find(({ metric }) => metric === 'search.largest.response.p95');
  const chart = searchStores(stores(result), goal?.target ?? null, text);
  if (chart !== null) blocks.push(chart);
  blocks.push(
    ...parts(result, text, 'language', text.t('search.languages')),
    ...parts(result, text, 'term', text.t('search.terms')),
    note(text.t('search.note')),
  );
  return blocks;
}

/** Every store of the run, smallest first; `largest` is one of them under a second name. */
function stores(result: Result): StoreRow[] {
  const names = new Set(
    under(result, 'search')
      .filter((name) => name.endsWith('.messages'))
      .map((name) => name.slice(0, -'.messages'.length)),
  );
  names.delete('largest');
  return [...names]
    .map((name) => {
      const of = (figure: string): number | null => number(result, `search.${name}.${figure}`);
      return {
        messages: of('messages') ?? 0,
        queries: of('queries') ?? 0,
        failed: of('errors'),
        wrong: of('wrong'),
        p50: of('response.p50'),
        p95: of('response.p95'),
        p99: of('response.p99'),
        loadMs: of('load'),
      };
    })
    .sort((a, b) => a.messages - b.messages);
}

function parts(result: Result, text: Text, kind: 'language' | 'term', caption: string): Table[] {
  const prefix = `search.largest.${kind}`;
  const names = [...new Set(under(result, prefix).map((name) => name.split('.')[0] ?? ''))];
  if (names.length === 0) return [];
  return [
    {
      kind: 'table',
      caption,
      region: caption,
      columns: [
        column(text.t('search.part')),
        ...steps.map((step) => numeric(step === 'max' ? text.t('latency.max') : step)),
        numeric(text.t('latency.n')),
      ],
      rows: names.map((name) => [
        cell(text.word('search', `${kind}.${name}`) ?? name),
        ...steps.map((step) =>
          figureCell(shown(result, text, `${prefix}.${name}.${step}`, text.t('value.few'))),
        ),
        figureCell(text.format.number(metric(result, `${prefix}.${name}.max`)?.n ?? 0)),
      ]),
    },
  ];
}
