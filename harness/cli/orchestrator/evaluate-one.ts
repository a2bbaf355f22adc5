import { join } from 'node:path';
import { freePorts } from '../../drive/vendor/free-ports.ts';
import { type LoadedVendor, loadVendor } from '../../drive/vendor/load-vendor.ts';
import type { RunningVendor } from '../../drive/vendor/start-vendor.ts';
import type { CapacityPlan } from '../../schema/capacity.ts';
import type { RunPlan } from '../../schema/run-plan.ts';
import { scenarioPlan, shiftSizes } from '../../schema/size-plan.ts';
import { resolveCapacity } from '../capacity/capacity-plan.ts';
import type { CliContext } from '../context.ts';
import type { EvaluateOptions } from '../options/evaluate-options.ts';
import { makeSecrets } from '../run-folder/secrets.ts';
import { awaitWebhook } from './await-webhook.ts';
import { buildPlan } from './build-plan.ts';
import { bundleScenarios, type ScenarioBundles } from './bundle-scenarios.ts';
import { capacityPhase } from './capacity-phase.ts';
import { drillPhase } from './drill-phase.ts';
import { expectedMs, phaseNames } from './expected-time.ts';
import { nullPhase } from './null-phase.ts';
import { plannedScenario } from './planned-scenario.ts';
import { runPhase, skipPhase } from './run-phase.ts';
import { sayOperatorSettings } from './say-operator-settings.ts';
import { chooseScenarios } from './scenario-choice.ts';
import { expectation, plantsCodes } from './scenario-env.ts';
import { scenarioPhase } from './scenario-phase.ts';
import { searchPhases } from './search-phases.ts';
import type { Session } from './session.ts';
import { settle } from './settle.ts';
import { portsPerVendor, startVendorOfRun } from './start-vendor-of-run.ts';
import { unknownGraceMs } from './unknown-grace.ts';
import { warmupPhase } from './warmup-phase.ts';
import { withRun } from './with-run.ts';

/** How long a webhook that somebody else starts is waited for. */
export const webhookLimitMs = 120_000;
/** The null vendor's own statuses: `read` comes 2.5 s after the send. */
const settleMs = 4000;

/**
 * Measures one vendor from the first process to the closed event files. Returns the run folder; the judging comes after it.
 * Throws StormproofError; the folder then says `failed` or `interrupted` and nothing is left running.
 */
export async function evaluateOne(
  options: EvaluateOptions,
  vendor: LoadedVendor,
  requirementSet: RunPlan['requirementSet'],
  context: CliContext,
): Promise<string> {
  const { size, seed, mockOptions } = options;
  const { manifest } = vendor;
  const choice = chooseScenarios(options.only, manifest, options);
  const scenarios = choice.play.map((id) => plannedScenario(id, options));
  const capacity =
    options.capacity === null
      ? null
      : resolveCapacity(options.capacity, requirementSet.requirements, manifest);
  const graceMs = unknownGraceMs(choice.play);
  let bundles: ScenarioBundles | null = null;
  return withRun(
    {
      context,
      outDir: options.outDir,
      vendorId: manifest.id,
      label: size,
      title: `${manifest.name} · ${size}`,
      size,
      scenarios: choice.play,
      seed,
      mockOptions,
      mockPort: options.webhook?.mockPort ?? 0,
      secrets: makeSecrets({
        ...(options.webhook?.appSecret ? { appSecret: options.webhook.appSecret } : {}),
        ...(options.webhook?.verifyToken ? { verifyToken: options.webhook.verifyToken } : {}),
      }),
      plantCodes: plantsCodes(vendor.lifecycleFile !== null, manifest.capabilities),
      phases: phaseNames(size, choice.play).length,
      expectedMs: expectedMs(size, choice.play, options.trials),
      quiet: false,
      plan: async (run, dir) => {
        bundles = await bundleScenarios(scenarios, vendor.clientFile, join(dir, 'bundles'));
        return buildPlan({
          run,
          argv: context.argv,
          vendor: manifest,
          size,
          scenarios,
          seed,
          mockOptions,
          unknownGraceMs: graceMs,
          requirementSet:
            capacity === null ? requirementSet : { ...requirementSet, requirements: capacity.requirements },
          capacity: capacity?.plan ?? null,
          bundleHash: bundles.hash,
        });
      },
    },
    async (session) => {
      if (options.webhook !== null) sayOperatorSettings(session);
      for (const { id, why } of choice.skip) skipPhase(session, id, why);
      const running = await startAll(session, vendor, capacity?.plan ?? null, graceMs);
      if (bundles === null) throw new Error('the plan comes before the run');
      await playAll(session, running, bundles, options, capacity?.plan ?? null);
      await runPhase(session, 'stop-vendor', running.stop);
    },
  );
}

/** Null vendor and vendor start side by side; the null is measured while the vendor is up and idle. */
async function startAll(
  session: Session,
  vendor: LoadedVendor,
  capacity: CapacityPlan | null,
  graceMs: number,
): Promise<RunningVendor> {
  const [nullVendor, running] = await runPhase(session, 'start-vendor', async () => {
    const unknownGraceSec = graceMs / 1000;
    // Chosen together: two choices at one time could take the same port.
    const ports = await freePorts(2 * portsPerVendor);
    const agents = Math.max(
      shiftSizes[session.size].agents,
      capacity?.ramp === 'agents' ? capacity.maxAgents : 0,
    );
    const starts = [
      startVendorOfRun(session, {
        vendor: await loadVendor('null'),
        name: 'null-vendor',
        unknownGraceSec,
        agents,
        ports: ports.slice(portsPerVendor),
      }),
      startVendorOfRun(session, {
        vendor,
        name: 'vendor',
        unknownGraceSec,
        agents,
        ports: ports.slice(0, portsPerVendor),
      }),
    ] as const;
    // The first failure is thrown only when the other start has ended: closers know then what to stop.
    await Promise.allSettled(starts);
    return Promise.all(starts);
  });
  await nullPhase(session, nullVendor);
  await settle(session, settleMs);
  const { webhookUrl } = running.address;
  session.targets.setVendor(running);
  await awaitWebhook(session, webhookUrl, webhookLimitMs);
  await nullVendor.stop();
  return running;
}

async function playAll(
  session: Session,
  running: RunningVendor,
  bundles: ScenarioBundles,
  options: EvaluateOptions,
  capacity: CapacityPlan | null,
): Promise<void> {
  const { play } = chooseScenarios(options.only, running.manifest, options);
  // Agents may work at a vendor that answers nothing by itself.
  const replies = running.manifest.capabilities.includes('reply');
  if (replies && play.some((id) => ['rush', 'failover', 'drill', 'capacity'].includes(id)))
    await warmupPhase(session, expectation(running));
  let engines = 0;
  for (const id of play) {
    if (id === 'failover') {
      await drillPhase(
        session,
        running,
        'node-kill',
        options.trials ?? scenarioPlan('failover', session.size).trials,
      );
      continue;
    }
    if (id === 'capacity' && capacity !== null) {
      await capacityPhase(session, running, capacity, {
        bundle: bundles.byScenario.get(id),
        engine: options.engine,
      });
      continue;
    }
    if (id === 'drill') {
      await drillPhase(
        session,
        running,
        options.fault,
        options.trials ?? scenarioPlan('drill', session.size).trials,
      );
      continue;
    }
    const bundle = bundles.byScenario.get(id);
    if (bundle === undefined) throw new Error(`no bundle of ${id}`);
    if (id === 'search') {
      engines = await searchPhases(session, running, { bundle, engine: options.engine, engines });
      continue;
    }
    engines += 1;
    await scenarioPhase(session, running, {
      id,
      bundle,
      emitter: `engine-${engines}`,
      engine: options.engine,
    });
  }
}
