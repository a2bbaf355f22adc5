import type { Result } from '../../harness/schema/result.ts';
import type { Text } from '../locales/translate.ts';
import { absent, type Block, cell, column, figureCell, lead, note, numeric, type Table } from './blocks.ts';
import { measured, metric, number, shown, under } from './read.ts';

/**
 * Uploads: counts, first failure, statuses, sizes. Read by metric name: `media.status.<code>` (count),
 * `media.size.<class>.<figure>` and `media.{response,service}.<percentile>`.
 */
export function mediaBlocks(result: Result, text: Text): Block[] {
  if (!measured(result, 'media')) return [absent(text.t('absent.media'))];
  const blocks: Block[] = [];
  const stored = number(result, 'media.stored');
  const planned = number(result, 'media.planned');
  if (stored !== null && planned !== null) blocks.push(lead(text.t('media.lead', { stored, planned })));
  blocks.push(counts(result, text), statuses(result, text), ...sizes(result, text), ...times(result, text));
  blocks.push(note(text.t('media.note')));
  return blocks;
}

function counts(result: Result, text: Text): Table {
  const names = ['planned', 'stored', 'failed', 'first_failure_index', 'checksum_mismatches'] as const;
  const caption = text.t('media.caption');
  return {
    kind: 'table',
    caption,
    region: caption,
    columns: [column(text.t('ledger.row')), numeric(text.t('ledger.count'))],
    rows: names.map((name) => {
      const noFailure = name === 'first_failure_index' && number(result, 'media.failed') === 0;
      const missing = text.t(noFailure ? 'media.no-failure' : 'value.none');
      return [cell(text.t(`media.${name}`)), figureCell(shown(result, text, `media.${name}`, missing))];
    }),
  };
}

function statuses(result: Result, text: Text): Block {
  const codes = under(result, 'media.status');
  if (codes.length === 0) return note(text.t('media.status.none'));
  const caption = text.t('media.status');
  return {
    kind: 'table',
    caption,
    region: caption,
    columns: [column(text.t('media.status.code')), numeric(text.t('media.status.count'))],
    rows: codes.map((code) => [
      cell(text.word('error', code) ?? code),
      figureCell(shown(result, text, `media.status.${code}`, text.t('value.none'))),
    ]),
  };
}

/** One row per size class, one column per figure that any class has. */
function sizes(result: Result, text: Text): Block[] {
  const names = under(result, 'media.size');
  const split = names.map(
    (name) => [name.slice(0, name.indexOf('.')), name.slice(name.indexOf('.') + 1)] as const,
  );
  const classes = [...new Set(split.map(([name]) => name))];
  const known = ['count', 'failed', 'p50', 'p90', 'p95', 'p99', 'p999', 'max'];
  const rank = (figure: string): number => (known.includes(figure) ? known.indexOf(figure) : known.length);
  const figures = [...new Set(split.map(([, figure]) => figure))].sort((a, b) => rank(a) - rank(b));
  if (classes.length === 0) return [];
  const caption = text.t('media.sizes');
  return [
    {
      kind: 'table',
      caption,
      region: caption,
      columns: [
        column(text.t('media.size')),
        ...figures.map((figure) =>
          numeric(
            figure === 'max'
              ? text.t('latency.max')
              : (text.word('media', figure) ?? figure.replace('p999', 'p99.9')),
          ),
        ),
      ],
      rows: classes.map((name) => [
        cell(name),
        ...figures.map((figure) =>
          figureCell(shown(result, text, `media.size.${name}.${figure}`, text.t('value.few'))),
        ),
      ]),
    },
  ];
}

function times(result: Result, text: Text): Block[] {
  const kinds = (['response', 'service', 'lateness'] as const).filter((kind) =>
    measured(result, `media.${kind}`),
  );
  if (kinds.length === 0) return [];
  const steps = ['p50', 'p90', 'p99', 'p999', 'max'] as const;
  const caption = text.t('media.times');
  return [
    {
      kind: 'table',
      caption,
      region: caption,
      columns: [
        column(text.t('latency.measure')),
        ...steps.map((step) =>
          numeric(step === 'max' ? text.t('latency.max') : step.replace('p999', 'p99.9')),
        ),
        numeric(text.t('latency.n')),
      ],
      rows: kinds.map((kind) => [
        cell(text.t(`media.${kind}`)),
        ...steps.map((step) => figureCell(shown(result, text, `media.${kind}.${step}`, text.t('value.few')))),
        figureCell(text.format.number(metric(result, `media.${kind}.p50`)?.n ?? 0)),
      ]),
    },
  ];
}
