import { loadRequirements } from '../../check/load-requirements.ts';
import { type LoadedVendor, loadVendor, webhookVendor } from '../../drive/vendor/load-vendor.ts';
import type { StormproofError } from '../../schema/errors.ts';
import type { Result } from '../../schema/result.ts';
import type { RunPlan } from '../../schema/run-plan.ts';
import type { CliContext } from '../context.ts';
import type { EvaluateOptions } from '../options/evaluate-options.ts';
import { evaluateOne } from '../orchestrator/evaluate-one.ts';
import { capacityLines } from '../outcome/capacity-lines.ts';
import { drillLines } from '../outcome/drill-lines.ts';
import { worstExitCode } from '../outcome/exit-meaning.ts';
import { type JudgedRun, judgeRun } from '../outcome/judge-run.ts';
import { verdictLines } from '../outcome/verdict-lines.ts';
import { asStormproofError, errorDocument, errorText } from '../output/print-error.ts';
import { abortable } from '../process/abortable.ts';
import { pickEngine } from '../process/pick-engine.ts';

/**
 * Evaluates every vendor one after another, prints each verdict, and returns the worst exit code. Everything that can be
 * wrong about all of them is found before the first starts; what fails later ends that vendor's run, not the others'.
 */
export async function runEvaluate(options: EvaluateOptions, context: CliContext): Promise<number> {
  pickEngine(options.engine);
  const { set, hash } = await loadRequirements(options.setFile);
  const requirementSet = { name: set.name, hash, requirements: set.requirements };
  const vendors = await loadAll(options);
  const judged: JudgedRun[] = [];
  const failed: StormproofError[] = [];
  for (const vendor of vendors) {
    try {
      const run = await evaluateAndJudge(options, vendor, requirementSet, context);
      judged.push(run);
    } catch (thrown) {
      const error = asStormproofError(thrown);
      if (vendors.length === 1 || error.id === 'SP_CLI_INTERRUPTED') throw thrown;
      context.stderr(errorText(error));
      failed.push(error);
    }
  }
  const exitCode = worstExitCode([
    ...judged.map(({ result }) => result.verdict.exitCode),
    ...failed.map((error) => error.exitCode),
  ]);
  if (options.json) {
    const errors = failed.map((error) => errorDocument(error).error);
    context.stdout(`${JSON.stringify({ exitCode, runs: judged, errors }, null, 2)}\n`);
  }
  return exitCode;
}

async function evaluateAndJudge(
  options: EvaluateOptions,
  vendor: LoadedVendor,
  requirementSet: RunPlan['requirementSet'],
  context: CliContext,
): Promise<JudgedRun> {
  const dir = await evaluateOne(options, vendor, requirementSet, context);
  context.stderr('judging\n');
  const run = await abortable(judgeRun(dir, options.locales), context.signal);
  if (!options.json) {
    const lines = verdictLines(run.result, options.locales[0] ?? 'en', run.reports);
    const table = tableOf(options, run.result);
    context.stdout(`${[...table, ...lines].join('\n')}\n`);
  }
  return run;
}

/** What a command prints above the verdict. */
function tableOf({ fault, capacity }: EvaluateOptions, result: Result): readonly string[] {
  if (fault !== null) return [...drillLines(result, fault), ''];
  return capacity === null ? [] : [...capacityLines(result), ''];
}

function loadAll(options: EvaluateOptions): Promise<readonly LoadedVendor[]> {
  if (options.webhook !== null) return Promise.resolve([webhookVendor(options.webhook.url.href)]);
  return Promise.all(options.vendors.map(loadVendor));
}
