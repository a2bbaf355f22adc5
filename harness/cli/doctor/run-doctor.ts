import { exitCodes } from '../../schema/exit-codes.ts';
import type { CliContext } from '../context.ts';
import { build } from './checks/build.ts';
import { disk } from './checks/disk.ts';
import { embeddedPostgres, esbuildBinary } from './checks/install-scripts.ts';
import { cores, idle, memory, openFiles } from './checks/machine.ts';
import { nodeVersion } from './checks/node-version.ts';
import { chromium, k6 } from './checks/optional-tools.ts';
import { ports } from './checks/ports.ts';
import { timer } from './checks/timer.ts';
import { vendor } from './checks/vendor.ts';
import { findingLines } from './finding-lines.ts';

export interface DoctorInput {
  readonly vendor: string | null;
  readonly json: boolean;
}

/** Looks at everything a run needs and prints one line each. Exit 0, or 69 when `evaluate` cannot work. */
export async function runDoctor(input: DoctorInput, context: CliContext): Promise<number> {
  const findings = [
    nodeVersion(process.versions.node),
    build(),
    esbuildBinary(),
    embeddedPostgres(context.env),
    await ports(),
    openFiles(),
    cores(),
    memory(),
    idle(),
    timer(),
    await disk(context.cwd),
    k6(context.env),
    chromium(context.env),
    ...(input.vendor === null ? [] : [await vendor(input.vendor)]),
  ];
  const broken = findings.some((finding) => finding.state === 'fail');
  context.stdout(
    input.json
      ? `${JSON.stringify({ ok: !broken, findings }, null, 2)}\n`
      : findingLines(findings).join('\n'),
  );
  return broken ? exitCodes.environment : 0;
}
