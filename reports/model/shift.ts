import type { Result } from '../../harness/schema/result.ts';
import { shiftHours } from '../charts/shift-hours.ts';
import type { Text } from '../locales/translate.ts';
import { absent, type Block, lead, note } from './blocks.ts';
import { measured, number, series } from './read.ts';
import { rehearsal } from './tiles.ts';

/** The agents' day by hour: rehearsal and closed loop are said before any figure. */
export function shiftBlocks(result: Result, text: Text): Block[] {
  const hours = series(result, 'shift.hours');
  if (!measured(result, 'shift') && hours === null) return [absent(text.t('absent.shift'))];
  const errors = number(result, 'shift.system_errors');
  const operations = number(result, 'shift.operations');
  const speed = rehearsal(result);
  const slips = number(result, 'shift.human_slip_ratio');
  return [
    ...(errors === null || operations === null ? [] : [lead(text.t('shift.lead', { errors, operations }))]),
    note(speed === null ? text.t('shift.real') : text.t('shift.rehearsal', { x: speed })),
    note(text.t('shift.closed')),
    ...(hours === null ? [note(text.t('absent.series'))] : [shiftHours(hours, text)]),
    note(
      slips === null || slips === 0
        ? text.t('shift.slips.off')
        : text.t('shift.slips.on', { x: text.format.percent(slips) }),
    ),
  ];
}
