import type { Text } from '../locales/translate.ts';
import type { Figure } from '../model/blocks.ts';
import { largest, present } from '../model/read.ts';
import { figure } from './figure.ts';
import { paint } from './paint.ts';
import { linear, ticks } from './scale.ts';
import { drawing, el, label } from './svg.ts';

const id = 'api-calls';
const x0 = 170;
const x1 = 690;
const rowHeight = 26;

export interface CallRow {
  readonly name: string;
  readonly calls: number;
  readonly errors: number;
  readonly errorRatio: number | null;
  /** Upper 95 % bound of the error share. */
  readonly errorHigh: number | null;
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
}

/** One line a call from p50 to p99, with a cross where calls failed; null when no time was measured. */
export function apiCalls(calls: readonly CallRow[], text: Text): Figure | null {
  const known = present(calls.flatMap(({ p50, p95, p99 }) => [p50, p95, p99]));
  if (known.length === 0) return null;
  const base = 20 + calls.length * rowHeight;
  const size = { width: 720, height: base + 30 };
  const top = largest(known) * 1.1;
  const x = linear([0, top], [x0, x1]);
  const ms = (value: number | null): string =>
    value === null ? text.t('value.few') : text.format.duration(value);
  const share = (value: number | null): string =>
    value === null ? text.t('value.na') : text.format.value(value, 'ratio', 'up');
  const title = text.t(`chart.${id}.title`);
  const errors = calls.reduce((sum, call) => sum + call.errors, 0);
  return figure(text, {
    id,
    title,
    subtitle: text.t(`chart.${id}.sub`),
    svg: drawing(id, size, title, text.t(`chart.${id}.desc`, { errors, x: ms(largest(known)) }), [
      el('path', { ...paint.axis, d: `M${x0} ${base}H${x1}` }),
      ...ticks(0, top, 6).flatMap((tick) => [
        el('path', { ...paint.grid, d: `M${x(tick).toFixed(1)} 10V${base}` }),
        label(x(tick), base + 18, text.format.duration(tick), { anchor: 'middle' }),
      ]),
      ...calls.flatMap((call, i) => {
        const y = 24 + i * rowHeight;
        const tail = call.p99 ?? call.p95 ?? call.p50;
        return [
          label(x0 - 10, y + 4, call.name, { anchor: 'end' }),
          ...(call.p50 === null || tail === null
            ? []
            : [
                el('path', { ...paint.line1, d: `M${x(call.p50).toFixed(1)} ${y}H${x(tail).toFixed(1)}` }),
                el('circle', { ...paint.fill2, cx: x(call.p50), cy: y, r: 4.5 }),
                el('circle', { ...paint.fill1, cx: x(tail), cy: y, r: 4.5 }),
              ]),
          ...(call.errors === 0
            ? []
            : [el('path', { ...paint.cross, d: `M${x1 + 10} ${y - 5}l10 10m0 -10l-10 10` })]),
        ];
      }),
    ]),
    columns: [
      text.t('api.call'),
      text.t('api.calls'),
      text.t('api.errors'),
      text.t('api.share'),
      text.t('api.share.high'),
      'p50',
      'p95',
      'p99',
    ],
    rows: calls.map((call) => [
      call.name,
      text.format.number(call.calls),
      text.format.number(call.errors),
      share(call.errorRatio),
      share(call.errorHigh),
      ms(call.p50),
      ms(call.p95),
      ms(call.p99),
    ]),
  });
}
