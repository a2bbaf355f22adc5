import type { RequirementResult, Result } from '../../harness/schema/result.ts';
import type { MessageKey } from '../locales/en.ts';
import type { Text } from '../locales/translate.ts';
import type { Mark } from './blocks.ts';
import { drillPrefix } from './drill-prefix.ts';
import { metric, number, steadyPrefix } from './read.ts';
import { measured, target } from './requirements.ts';

export interface Tile {
  readonly id: TileId;
  readonly label: string;
  /** Empty when nothing was measured. */
  readonly value: string;
  readonly notes: readonly string[];
  readonly target: string;
  readonly margin: string;
  readonly mark: Mark;
}

const tileIds = ['response', 'loss', 'media', 'shift', 'failover'] as const;
export type TileId = (typeof tileIds)[number];

/** Metrics whose requirement stands on the tile, the most telling first. */
const judgedBy: Readonly<Record<TileId, readonly string[]>> = {
  response: ['rush.steady.response.p99', 'rush.response.p99', 'rush.response.worst_minute_p50'],
  loss: ['rush.loss_ratio', 'rush.unanswered', 'rush.lost'],
  media: ['media.failed', 'media.stored', 'media.checksum_mismatches'],
  shift: ['shift.system_error_ratio', 'shift.system_errors'],
  failover: [
    'failover.recovery.worst',
    'failover.recovered',
    'drill.gateway-kill.recovery.worst',
    'drill.store-kill.recovery.worst',
  ],
};

/** The five tiles of the verdict card. A reading comes from the requirement; without one the tile says so. */
export function tiles(result: Result, text: Text): Tile[] {
  return tileIds.map((id) => tile(id, result, text));
}

function tile(id: TileId, result: Result, text: Text): Tile {
  const requirement = judge(id, result);
  const figure = figures[id](result, text);
  const judged = requirement !== undefined && requirement.reading !== 'not-tested';
  const base = { id, label: text.t(`tile.${id}` satisfies MessageKey) };
  const untested = (word: string): Mark => ({ reading: 'not-tested', word });
  if (figure === null && !judged) {
    return { ...base, value: '', notes: [], target: '', margin: '', mark: untested(text.t('tile.none')) };
  }
  const value =
    figure?.value ?? (requirement === undefined ? text.t('value.none') : measured(requirement, text));
  const notes = figure?.notes ?? [];
  if (!judged) {
    return { ...base, value, notes, target: '', margin: '', mark: untested(text.t('tile.unjudged')) };
  }
  return {
    ...base,
    value,
    notes,
    target: text.t('tile.required', { t: target(requirement, text) }),
    margin:
      requirement.margin === null ? '' : text.t('tile.margin', { m: text.format.margin(requirement.margin) }),
    mark: { reading: requirement.reading, word: text.t(`reading.short.${requirement.reading}`) },
  };
}

/** The requirement behind a tile: a judged one before an untested one, then in the order of `judgedBy`. */
function judge(id: TileId, result: Result): RequirementResult | undefined {
  const candidates = judgedBy[id].flatMap((name) =>
    result.requirements.filter((requirement) => requirement.metric === name),
  );
  return candidates.find((requirement) => requirement.reading !== 'not-tested') ?? candidates[0];
}

interface FigureText {
  readonly value: string;
  readonly notes: readonly string[];
}

const figures: Readonly<Record<TileId, (result: Result, text: Text) => FigureText | null>> = {
  response(result, text) {
    const judged = judge('response', result)?.metric ?? '';
    const name = judged.endsWith('.p99') ? judged : `${steadyPrefix(result)}.response.p99`;
    const p99 = metric(result, name);
    if (p99 === null) return null;
    const steady = name.startsWith('rush.steady.');
    const last = number(result, 'rush.burst.last_answer');
    const notes = [text.t(steady ? 'tile.response.steady' : 'tile.response.note')];
    if (steady && last !== null) notes.push(text.t('tile.response.burst', { x: text.format.duration(last) }));
    return { value: text.format.duration(p99.value), notes };
  },
  loss(result, text) {
    const ratio = metric(result, 'rush.loss_ratio');
    if (ratio === null) return null;
    const lost = (number(result, 'rush.lost') ?? 0) + (number(result, 'rush.undelivered') ?? 0);
    const sent = number(result, 'rush.sent') ?? ratio.n;
    const note =
      ratio.high === null
        ? text.t('tile.loss.note', { lost, sent })
        : text.t('tile.loss.bound', { lost, sent, high: text.format.percent(ratio.high) });
    return { value: text.format.percent(ratio.value), notes: [note] };
  },
  media(result, text) {
    const stored = number(result, 'media.stored');
    const planned = number(result, 'media.planned');
    if (stored === null || planned === null) return null;
    const failed = number(result, 'media.failed') ?? text.t('value.na');
    const value = planned === 0 ? text.t('value.none') : text.format.percent(stored / planned, 'down');
    return { value, notes: [text.t('tile.media.note', { stored, planned, failed })] };
  },
  shift(result, text) {
    const ratio = metric(result, 'shift.system_error_ratio');
    if (ratio === null) return null;
    const operations = number(result, 'shift.operations') ?? ratio.n;
    const errors = number(result, 'shift.system_errors') ?? '–';
    const speed = rehearsal(result);
    const counts = text.t('tile.shift.note', { errors, operations });
    const notes = speed === null ? [counts] : [counts, text.t('tile.rehearsal', { x: speed })];
    return { value: text.format.percent(ratio.value), notes };
  },
  failover(result, text) {
    const prefix = drillPrefix(result);
    const worst = metric(result, `${prefix}.recovery.worst`);
    if (worst === null) return null;
    const trials = number(result, `${prefix}.trials`) ?? result.trials.length;
    const inFlight = number(result, `${prefix}.in_flight_worst.worst`);
    const notes = [text.t('tile.failover.note', { n: trials })];
    if (inFlight !== null)
      notes.push(text.t('tile.failover.inflight', { x: text.format.duration(inFlight) }));
    return { value: text.format.duration(worst.value), notes };
  },
};

/** How much faster than real time the shift was played; null for a real shift or none. */
export function rehearsal(result: Result): number | null {
  const shift = result.scenarios.find((scenario) => scenario.id === 'shift');
  return shift === undefined || shift.timeScale === 1 ? null : shift.timeScale;
}
