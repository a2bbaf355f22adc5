import type { Result } from '../../harness/schema/result.ts';
import type { Text } from '../locales/translate.ts';
import { type Block, cell, column, figureCell, note, numeric } from './blocks.ts';
import { interval } from './capacity-interval.ts';
import type { CapacityLoad } from './capacity-load.ts';
import { metric } from './read.ts';

/**
 * Coefficients of the scalability law, only where a point lies past its peak; else why there are none. Nothing in results
 * that are older than the fit.
 */
export function capacityCurve(result: Result, text: Text, { figure }: CapacityLoad): Block[] {
  const loads = metric(result, 'capacity.usl.loads');
  if (loads === null) return [];
  const usl = (name: string) => metric(result, `capacity.usl.${name}`);
  if (usl('peak_load') === null) {
    const few = loads.value < loads.n;
    return [
      note(
        few ? text.t('capacity.usl.few', { n: loads.value, least: loads.n }) : text.t('capacity.usl.no-peak'),
      ),
    ];
  }
  const plain = (value: number) => String(Number(value.toPrecision(3)));
  const perSec = (value: number) => text.format.value(value, 'per-second', 'down');
  const rows = (
    [
      ['lambda', 'lambda', plain],
      ['sigma', 'sigma', plain],
      ['kappa', 'kappa', plain],
      ['peak', 'peak_load', figure],
      ['throughput', 'peak_throughput', perSec],
    ] as const
  ).flatMap(([label, name, told]) => {
    const found = usl(name);
    if (found === null) return [];
    return [
      [
        cell(text.t(`capacity.usl.${label}`)),
        figureCell(told(found.value)),
        figureCell(interval(found.low, found.high, told, text)),
      ],
    ];
  });
  const caption = text.t('capacity.usl');
  const explained = usl('r_squared');
  return [
    {
      kind: 'table',
      caption,
      region: caption,
      columns: [
        column(text.t('capacity.usl.coefficient')),
        numeric(text.t('capacity.usl.value')),
        numeric(text.t('capacity.usl.interval')),
      ],
      rows,
    },
    note(
      text.t('capacity.usl.note', {
        n: usl('peak_load')?.n ?? 0,
        r: text.format.percent(explained?.value ?? 0, 'down'),
      }),
    ),
  ];
}
