import { join } from 'node:path';
import { checkRun } from '../../check/check-run.ts';
import { loadRequirements } from '../../check/load-requirements.ts';
import { type Bundle, bundleScript } from '../../drive/bundle.ts';
import type { EngineProgress } from '../../drive/engine/job.ts';
import type { EngineOutcome } from '../../drive/engine/run-engine.ts';
import { freePorts } from '../../drive/vendor/free-ports.ts';
import { type LoadedVendor, loadVendor, webhookVendor } from '../../drive/vendor/load-vendor.ts';
import type { RunPlan } from '../../schema/run-plan.ts';
import type { CliContext } from '../context.ts';
import type { RunInput } from '../options/run-options.ts';
import { awaitWebhook } from '../orchestrator/await-webhook.ts';
import { buildPlan } from '../orchestrator/build-plan.ts';
import { webhookLimitMs } from '../orchestrator/evaluate-one.ts';
import { followNewestPlan } from '../orchestrator/follow-plan.ts';
import { runPhase } from '../orchestrator/run-phase.ts';
import { sayOperatorSettings } from '../orchestrator/say-operator-settings.ts';
import { plantsCodes, scenarioEnv } from '../orchestrator/scenario-env.ts';
import type { Session } from '../orchestrator/session.ts';
import { portsPerVendor, startVendorOfRun } from '../orchestrator/start-vendor-of-run.ts';
import { tellWork } from '../orchestrator/tell-work.ts';
import { unknownGraceMs } from '../orchestrator/unknown-grace.ts';
import { withRun } from '../orchestrator/with-run.ts';
import { abortable } from '../process/abortable.ts';
import { makeSecrets } from '../run-folder/secrets.ts';
import { playScript } from './play-script.ts';
import { progressText } from './print-progress.ts';

/** No requirement: the result holds figures, its readings are the reader's. */
const noRequirements = { name: 'none', hash: '', requirements: [] } as const;

async function setOf(file: string | null): Promise<RunPlan['requirementSet']> {
  if (file === null) return noRequirements;
  const { set, hash } = await loadRequirements(file);
  return { name: set.name, hash, requirements: set.requirements };
}

/**
 * Runs one script with the mock and a vendor around it. Leaves a run folder with result.json, in which every arrival plan's
 * figures stand under its id (`steady.response.p50` …). Returns k6's exit code.
 */
export async function runWithVendor(input: RunInput, context: CliContext): Promise<number> {
  const vendor =
    input.webhook === null ? await loadVendor(input.vendor ?? '') : webhookVendor(input.webhook.url.href);
  const { manifest } = vendor;
  const requirementSet = await setOf(input.set);
  const graceMs = unknownGraceMs([]);
  let bundle: Bundle | null = null;
  let outcome: EngineOutcome | null = null;
  const dir = await withRun(
    {
      context,
      outDir: input.outDir,
      vendorId: manifest.id,
      label:
        input.script
          .split('/')
          .at(-1)
          ?.replace(/\.[cm]?[jt]s$/, '') ?? 'script',
      title: `${manifest.name} · ${input.script.split('/').at(-1) ?? ''}`,
      size: input.size,
      scenarios: [],
      seed: input.seed,
      mockOptions: input.mockOptions,
      mockPort: input.webhook?.mockPort ?? 0,
      secrets: makeSecrets({
        ...(input.webhook?.appSecret ? { appSecret: input.webhook.appSecret } : {}),
        ...(input.webhook?.verifyToken ? { verifyToken: input.webhook.verifyToken } : {}),
      }),
      plantCodes: plantsCodes(vendor.lifecycleFile !== null, manifest.capabilities),
      phases: 3,
      expectedMs: null,
      quiet: input.quiet,
      plan: async (run, folder) => {
        bundle = await bundleScript({
          script: input.script,
          vendorClient: vendor.clientFile,
          outDir: join(folder, 'bundles'),
        });
        return buildPlan({
          run,
          argv: context.argv,
          vendor: manifest,
          size: input.size,
          scenarios: [],
          seed: input.seed,
          mockOptions: input.mockOptions,
          unknownGraceMs: graceMs,
          requirementSet,
          bundleHash: bundle.hash,
        });
      },
    },
    async (session) => {
      if (bundle === null) throw new Error('the plan comes before the run');
      outcome = await playWithVendor(input, session, vendor, bundle, graceMs);
    },
  );
  if (outcome === null) throw new Error('a run that ended well has an outcome');
  const { summary, exitCode }: EngineOutcome = outcome;
  await abortable(checkRun(dir), context.signal);
  context.stdout(summary.stdout);
  context.stderr(`run folder: ${dir}\n`);
  return exitCode;
}

/** What the mock plays says more than the iteration that waits for it: the engine's figures are shown without a plan only. */
async function followed(
  session: Session,
  play: (show: (progress: EngineProgress) => void) => Promise<EngineOutcome>,
): Promise<EngineOutcome> {
  let planned = false;
  const follow = followNewestPlan(session, () => {
    planned = true;
  });
  try {
    return await play((progress) => {
      if (!planned) session.progress.work(progress.iterations, null, progressText(progress));
    });
  } finally {
    follow.stop();
  }
}

async function playWithVendor(
  input: RunInput,
  session: Session,
  vendor: LoadedVendor,
  bundle: Bundle,
  graceMs: number,
): Promise<EngineOutcome> {
  if (input.webhook !== null) sayOperatorSettings(session);
  const running = await runPhase(session, 'start-vendor', async () => {
    const started = await startVendorOfRun(session, {
      vendor,
      name: 'vendor',
      unknownGraceSec: graceMs / 1000,
      ports: await freePorts(portsPerVendor),
    });
    await awaitWebhook(session, started.address.webhookUrl, webhookLimitMs);
    return started;
  });
  session.targets.setVendor(running);
  const outcome = await runPhase(session, 'script', async () => {
    await tellWork(running, null);
    return followed(session, (show) =>
      playScript(input, session.context, {
        bundle,
        run: session.folder.run,
        eventsDir: session.folder.eventsDir,
        histogramsDir: session.folder.histogramsDir,
        env: { ...scenarioEnv(session, running), ...input.env },
        signal: session.signal,
        onSpawn: (pid) => session.targets.add({ role: 'engine', pid }),
        // The script's console is heard with --quiet too.
        say: input.quiet ? (line) => session.context.stderr(`${line}\n`) : session.progress.say,
        show,
      }),
    );
  });
  session.signal.throwIfAborted();
  await runPhase(session, 'stop-vendor', running.stop);
  return outcome;
}
