import type { Result, Trial } from '../../harness/schema/result.ts';
import { failoverTimeline } from '../charts/failover-timeline.ts';
import { failoverTrials } from '../charts/failover-trials.ts';
import type { Text } from '../locales/translate.ts';
import {
  absent,
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
import { drillPrefix } from './drill-prefix.ts';
import { faultName } from './fault-name.ts';
import { pressureBlocks } from './pressure.ts';
import { number, shown, under } from './read.ts';

/** Kills (worst of N, every trial, and the worst one second by second), and the vendor under CPU pressure. */
export function failoverBlocks(result: Result, text: Text): Block[] {
  const pressure = pressureBlocks(result, text);
  if (result.trials.length === 0 && pressure.length > 0) return pressure;
  if (result.trials.length === 0) return [absent(text.t('absent.failover'))];
  return [...killBlocks(result, text), ...pressure];
}

function killBlocks(result: Result, text: Text): Block[] {
  const timeline = failoverTimeline(result, text);
  return [
    lead(leadSentence(result, text)),
    paragraph(injection(result, text)),
    ...(timeline === null ? [note(text.t('absent.series'))] : [timeline]),
    failoverTrials(result, text),
    trialsTable(result.trials, text),
    totals(result, text),
    note(text.sentences([text.t('failover.definition'), text.t('failover.few')])),
  ];
}

function leadSentence(result: Result, text: Text): string {
  const n = result.trials.length;
  const ok = result.trials.filter((trial) => trial.recoveryMs !== null).length;
  const worst = number(result, `${drillPrefix(result)}.recovery.worst`);
  if (worst === null) return text.t('failover.lead.open', { n, ok });
  const sentence = text.t('failover.lead.worst', { n, ok, x: text.format.duration(worst) });
  return worst === 0 ? text.sentences([sentence, text.t('failover.lead.zero')]) : sentence;
}

function injection(result: Result, text: Text): string {
  const n = result.trials.length;
  const injected = result.trials.filter((trial) => trial.injected).length;
  const operator = result.trials.filter((trial) => trial.restoredBy === 'operator').length;
  const vendor = result.trials.filter((trial) => trial.restoredBy === 'vendor').length;
  const sentences = [text.t('failover.lead.injected', { k: injected, n })];
  if (operator > 0) sentences.push(text.t('failover.operator', { k: operator, n }));
  if (vendor === n) sentences.push(text.t('failover.vendor'));
  return text.sentences(sentences);
}

export function duration(ms: number | null, text: Text, absentText: string): string {
  return ms === null ? absentText : text.format.duration(ms);
}

export function trialsTable(trials: readonly Trial[], text: Text): Table {
  const caption = text.t('failover.caption');
  const na = text.t('value.na');
  const count = (value: number | null): string =>
    value === null ? text.t('value.unknown') : text.format.number(value);
  const ms = (value: number | null, missing = na) => figureCell(duration(value, text, missing));
  return {
    kind: 'table',
    caption,
    region: caption,
    columns: [
      column(text.t('failover.trial')),
      column(text.t('failover.fault')),
      numeric(text.t('failover.recovery')),
      numeric(text.t('failover.detect')),
      numeric(text.t('failover.drained')),
      numeric(text.t('failover.inflight')),
      numeric(text.t('failover.gap')),
      numeric(text.t('failover.held')),
      numeric(text.t('failover.bad')),
      numeric(text.t('failover.lost-duplicated')),
      column(text.t('failover.restored')),
    ],
    rows: trials.map((trial) => [
      cell(String(trial.trial)),
      cell(faultName(trial.fault, text), trial.injected ? trial.role : text.t('failover.not-injected')),
      ms(trial.recoveryMs, text.t('failover.not-recovered')),
      ms(trial.detectMs, text.t('failover.none-observed')),
      ms(trial.drainedMs),
      ms(trial.inFlightWorstMs),
      ms(trial.longestGapMs),
      figureCell(`${count(trial.openAsks)} / ${count(trial.graphInFlight)}`),
      figureCell(count(trial.badAsks)),
      figureCell(`${count(trial.lost)} / ${count(trial.duplicated)}`),
      cell(text.t(`restored.${trial.restoredBy}`), restart(trial, text)),
    ]),
  };
}

/** How long until every part was healthy again. */
function restart(trial: Trial, text: Text): string | undefined {
  if (trial.restartMs === null) return undefined;
  return text.t('failover.restart', { x: text.format.duration(trial.restartMs) });
}

/** Whatever the drill counts the result has beyond the trials: known names in words, others as they are. */
function totals(result: Result, text: Text): Table {
  const caption = text.t('failover.figures');
  return {
    kind: 'table',
    caption,
    region: caption,
    columns: [column(text.t('health.null.figure')), numeric(text.t('health.value'))],
    rows: totalsInOrder(result).map((name) => [
      cell(text.word('failover.total', name) ?? name),
      figureCell(shown(result, text, `${drillPrefix(result)}.${name}`, text.t('value.none'))),
    ]),
  };
}

const totalOrder = ['trials', 'recovered', 'operator_restored', 'lost', 'duplicated'];

/** Counts first, then times by name. */
function totalsInOrder(result: Result): string[] {
  const rank = (name: string): number =>
    totalOrder.includes(name) ? totalOrder.indexOf(name) : totalOrder.length;
  const prefix = drillPrefix(result);
  return under(result, prefix)
    .filter((name) => number(result, `${prefix}.${name}`) !== null)
    .sort((a, b) => rank(a) - rank(b));
}
