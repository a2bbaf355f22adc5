import { loadPhase } from '../../record/search-fold.ts';
import type { ScenarioId, Size } from '../../schema/run-plan.ts';
import { apiSizes, scenarioPlan, searchSizes } from '../../schema/size-plan.ts';

const startMs = 9000;
const nullMs = 5000;
const warmupMs = 3000;
const finishMs = 6000;
const drainMs = 3500;
/** Design §4.7: 100 files in 6 s. */
const msPerFile = 60;
const killMs: Readonly<Record<Size, number>> = { smoke: 12_000, standard: 18_000, full: 18_000 };

/** Messages loaded a second by the reference SCRM while nothing else runs. */
const loadedPerSec = 20_000;
/** Agents log in and are given work before the first call; engines start and end. */
const apiLeadMs = 9000;
const engineMs = 1500;

function searchMs(size: Size): number {
  const { stores, queriesPerStore, ratePerSec } = searchSizes[size];
  const messages = stores.at(-1)?.messages ?? 0;
  return (
    (messages / loadedPerSec) * 1000 + stores.length * ((queriesPerStore * 1000) / ratePerSec + engineMs)
  );
}

/** About how long the run takes: for the remaining time on the screen, for nothing else. Pure. */
export function expectedMs(
  size: Size,
  scenarios: readonly ScenarioId[],
  trials: number | null = null,
): number {
  const parts = scenarios.map((id) => {
    const plan = scenarioPlan(id, size);
    if (id === 'media') return plan.samples * msPerFile;
    if (id === 'failover' || id === 'drill') return (trials ?? plan.trials) * killMs[size];
    if (id === 'api') return apiLeadMs + apiSizes[size].ratesPerSec.length * apiSizes[size].stepMs;
    if (id === 'search') return searchMs(size);
    return plan.minutes * 60_000 + drainMs;
  });
  return startMs + nullMs + warmupMs + finishMs + parts.reduce((sum, ms) => sum + ms, 0);
}

/** The phases of a run in order, as they are counted on the screen. Pure. */
export function phaseNames(size: Size, scenarios: readonly ScenarioId[]): readonly string[] {
  const warm = scenarios.some((id) => ['rush', 'failover', 'drill', 'capacity'].includes(id));
  const played = scenarios.flatMap((id) =>
    id === 'search' ? searchSizes[size].stores.flatMap(() => [loadPhase, id]) : [id],
  );
  return ['start-vendor', 'null', ...(warm ? ['warmup'] : []), ...played, 'stop-vendor'];
}
