import type { Result } from '../../harness/schema/result.ts';
import { orderSteps } from '../charts/order-steps.ts';
import type { Text } from '../locales/translate.ts';
import { absent, type Block, cell, column, figureCell, lead, note, numeric } from './blocks.ts';
import { measured, number, series, under } from './read.ts';

/** Orders through a conversation, step by step; a compressed hour is said before any figure. */
export function orderBlocks(result: Result, text: Text): Block[] {
  if (!measured(result, 'orders')) return [absent(text.t('absent.orders'))];
  const held = number(result, 'orders.held_rate_per_hour');
  const failing = number(result, 'orders.first_failing_rate_per_hour');
  const placed = number(result, 'orders.placed');
  const attempted = number(result, 'orders.attempted');
  const steps = series(result, 'orders.steps');
  const timeScale = result.scenarios.find(({ id }) => id === 'orders')?.timeScale ?? 1;
  return [
    ...(held === null || placed === null || attempted === null
      ? []
      : [lead(text.t('orders.lead', { placed, attempted, held }))]),
    note(failing === null ? text.t('orders.failing.none') : text.t('orders.failing', { rate: failing })),
    note(timeScale === 1 ? text.t('orders.real') : text.t('orders.rehearsal', { x: timeScale })),
    note(text.t('orders.model')),
    steps === null ? note(text.t('absent.series')) : orderSteps(steps, text),
    ...outcomes(result, text),
  ];
}

/** Failed orders by reason. */
function outcomes(result: Result, text: Text): Block[] {
  const names = under(result, 'orders.outcome');
  if (names.length === 0) return [];
  const caption = text.t('orders.outcomes');
  return [
    {
      kind: 'table',
      caption,
      region: caption,
      columns: [column(text.t('ledger.row')), numeric(text.t('ledger.count'))],
      rows: names.map((name) => [
        cell(text.word('outcome', name) ?? name),
        figureCell(text.format.number(number(result, `orders.outcome.${name}`) ?? 0)),
      ]),
    },
  ];
}
