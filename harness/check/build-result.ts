import type { Artefacts } from '../record/artefacts.ts';
import type { Result } from '../schema/result.ts';
import type { RunPlan } from '../schema/run-plan.ts';
import { foldValidity } from './fold-validity.ts';
import { judge } from './judge.ts';
import { metaFloorMs } from './meta-floor.ts';
import { allMetrics } from './metrics/all-metrics.ts';
import { scenariosRun } from './phase-of.ts';
import { processRows } from './processes.ts';
import { allFaults, allSeries } from './series/all-series.ts';
import { trialRows } from './trials.ts';
import { validityRules } from './validity/index.ts';
import { verdictOf } from './verdict.ts';

/** The whole result of folded artefacts. Pure: no clock, no file, no random beyond the plan's seed. */
export function buildResult(artefacts: Artefacts, planHash: string): Result {
  const { plan, state } = artefacts;
  const metrics = allMetrics(artefacts);
  const outcomes = validityRules
    .map((rule) => rule(artefacts, metrics))
    .filter((outcome) => outcome !== null);
  const requirements = [...judge(artefacts, metrics, outcomes)];
  const validity = foldValidity(outcomes, requirements);
  const ran = scenariosRun(artefacts);
  return {
    schema: 'stormproof-result/1',
    run: plan.run,
    vendor: {
      id: plan.vendor.id,
      name: plan.vendor.name,
      version: plan.vendor.version,
      capabilities: [...plan.vendor.capabilities],
      ...plantedOf(plan),
    },
    size: plan.size,
    scenarios: plan.scenarios.map(({ id, samples, minutes, trials, hours, timeScale }) => ({
      id,
      samples,
      minutes,
      trials,
      hours,
      timeScale,
      ran: ran.includes(id),
    })),
    connectionMode: plan.vendor.connectionMode,
    mockOptions: { ...plan.mockOptions },
    matcher: plan.matcher,
    metaFloorMs: metaFloorMs(artefacts),
    deadlines: { ...plan.deadlines },
    startedAt: state.startedAt,
    endedAt: state.endedAt,
    // A run that still says "running" was killed before it could say more.
    status: state.status === 'running' ? 'interrupted' : state.status,
    verdict: verdictOf(requirements, validity.state),
    requirements,
    series: allSeries(artefacts),
    faults: allFaults(artefacts.trials),
    trials: trialRows(artefacts.trials),
    errors: artefacts.errors.map((row) => ({ ...row })),
    processes: processRows(artefacts),
    validity,
    metrics: Object.fromEntries(metrics),
    provenance: provenanceOf(artefacts, planHash),
  };
}

/** What vendor.yaml plants; plans of older versions do not say where it acts. */
function plantedOf({ vendor }: RunPlan): Pick<Result['vendor'], 'planted'> {
  if (vendor.behaviours.length === 0) return {};
  const planted = vendor.behaviours.map((spec) => ({
    kind: spec.kind,
    at: spec.at ?? null,
    size: { ...spec.size },
    onset: spec.onset,
    touches: [...(spec.touches ?? [])],
    article: spec.article ?? null,
  }));
  return { planted };
}

function provenanceOf(artefacts: Artefacts, planHash: string): Result['provenance'] {
  const { plan } = artefacts;
  const asked = [...artefacts.plans.values(), ...artefacts.pushes].map(({ id, hash }) => [id, hash] as const);
  const driven = artefacts.engines
    .flatMap((engine) => engine.models)
    .flatMap(({ scenario, hash }) => (hash === null ? [] : [[`engine.${scenario}`, hash] as const]));
  const arrivals = [...asked, ...driven];
  return {
    planHash,
    arrivalHashes: Object.fromEntries(arrivals.sort(([a], [b]) => (a < b ? -1 : 1))),
    bundleHash: plan.provenance.bundleHash,
    requirementSet: plan.requirementSet.name,
    requirementSetHash: plan.requirementSet.hash,
    mockConfigHash: plan.provenance.mockConfigHash,
    seed: plan.seed,
    machineClass: plan.provenance.machineClass,
    machine: { ...plan.provenance.machine },
    versions: { ...plan.provenance.versions },
    command: [...plan.command],
    files: artefacts.files.flatMap((file) =>
      file.parts.map((part) => ({
        path: `events/${part.path}`,
        sha256: part.sha256,
        bytes: part.bytes,
        lines: part.lines,
      })),
    ),
  };
}
