import type { MockEvent, PushEnded, PushLine, PushStarted } from '../../../mock-whatsapp/contract/events.ts';
import type { Measure, Played } from '../row.ts';
import { tolerance } from '../tolerance.ts';

/** As in the harness's own plan: later than this is late. */
const lateUs = 10e6;

interface Releases {
  /** In the order in which they were due. */
  readonly pushes: readonly PushLine[];
  /** When the cap let each of those go that it held, from the plan's start to the end of its drain. */
  readonly leftUs: readonly number[];
}

function releases(run: Played, plan: string): Releases {
  const lines = run.lines<MockEvent>('mock');
  const started = lines.find(
    (line): line is PushStarted => line.kind === 'push.started' && line.plan === plan,
  );
  const ended = lines.find((line): line is PushEnded => line.kind === 'push.ended' && line.plan === plan);
  if (started === undefined || ended === undefined) throw new Error(`plan ${plan} was not played to its end`);
  const leftUs = run
    .log('cap')
    .map(({ mono_ns }) => (mono_ns - started.mono_ns) / 1000)
    .filter((us) => us > 0 && us <= ended.drainEndUs)
    .sort((a, b) => a - b);
  const pushes = run.lines<PushLine>('pushes').filter(({ kind, p }) => kind === 'push' && p === plan);
  return { pushes: [...pushes].sort((a, b) => a.due - b.due), leftUs };
}

/** Share of a campaign that was late or lost, beside what the log of its cap says: a queue is first in, first out. */
export function lateShare(run: Played, wave: 'slow' | 'fast', nominal: number | null): Measure {
  const { pushes, leftUs } = releases(run, `campaign-${wave}`);
  // The first ones found no queue: the log names only those that were held.
  const unheld = pushes.filter(({ rec }) => rec !== null).length - leftUs.length;
  const late = pushes.filter(({ due }, index) => {
    const left = index < unheld ? due : leftUs[index - unheld];
    return left === undefined || left - due > lateUs;
  }).length;
  const found = run.result.metrics[`campaign.${wave}.late_ratio`];
  const planted = late / pushes.length;
  return {
    name: `campaign.${wave}.late_ratio`,
    unit: 'ratio',
    nominal,
    planted,
    measured: found?.value ?? null,
    low: found?.low ?? null,
    high: found?.high ?? null,
    allowed: planted * tolerance.relative,
  };
}

/** Messages a minute that a capped campaign reached, beside those the log let go. */
export function campaignRate(run: Played, wave: 'slow' | 'fast', nominalPerMin: number): Measure {
  const { leftUs } = releases(run, `campaign-${wave}`);
  const spanUs = (leftUs.at(-1) ?? 0) - (leftUs[0] ?? 0);
  const planted = ((leftUs.length - 1) * 60e6) / spanUs;
  return {
    name: `campaign.${wave}.sustained_per_min`,
    unit: 'count',
    nominal: nominalPerMin,
    planted,
    measured: run.metric(`campaign.${wave}.sustained_per_min`),
    low: null,
    high: null,
    allowed: planted * tolerance.knee,
  };
}
