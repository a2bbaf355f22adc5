import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { onTestFinished } from 'vitest';
import { bundleScript } from '../../../../harness/drive/bundle.ts';
import type { EngineJob, EngineSummary } from '../../../../harness/drive/engine/job.ts';
import { runTest } from '../../../../harness/drive/engine/run-test.ts';
import type { EngineEvent } from '../../../../harness/schema/artefacts.ts';
import { asset } from '../../../../package-root.ts';

/** The compiled worker; dist/ is built by the global set-up. */
export const workerPath: string = asset(process.env.SP_TEST_DIST ?? 'dist', 'harness/drive/engine/worker.js');

export function folder(finished: (work: () => void) => void = onTestFinished): string {
  const dir = mkdtempSync(join(tmpdir(), 'stormproof-engine-'));
  finished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** Writes and bundles a script; the job that runs it has events and handleSummary in the same folder. */
export async function scriptJob(source: string, changes: Partial<EngineJob> = {}): Promise<EngineJob> {
  const dir = folder();
  const script = join(dir, 'script.ts');
  writeFileSync(script, source);
  const bundle = await bundleScript({ script, vendorClient: null, outDir: join(dir, 'out') });
  return {
    bundle: bundle.path,
    run: 'test',
    eventsDir: dir,
    histogramsDir: null,
    name: 'engine-1',
    scenarioId: null,
    env: {},
    overrides: {},
    thresholds: true,
    handleSummaryDir: dir,
    quiet: false,
    ...changes,
  };
}

export interface ScriptRun {
  readonly summary: EngineSummary;
  /** Messages of console.log and of the engine. */
  readonly logs: readonly string[];
  readonly events: readonly EngineEvent[];
}

/** Runs a script in this process. Enough for everything but open-model work and signals. */
export async function runScript(source: string, changes: Partial<EngineJob> = {}): Promise<ScriptRun> {
  const job = await scriptJob(source, changes);
  const logs: string[] = [];
  const summary = await runTest(job, {
    onProgress: () => undefined,
    log: (_, message) => logs.push(message),
    signal: new AbortController().signal,
  });
  return { summary, logs, events: readEvents(job) };
}

export function readEvents(job: EngineJob): EngineEvent[] {
  const text = gunzipSync(readFileSync(join(job.eventsDir ?? '', `${job.name}.ndjson.gz`))).toString();
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as EngineEvent);
}

/** A server on port 0 that ends with the test. */
export async function serve(
  handler: (request: IncomingMessage, response: ServerResponse, body: Buffer) => void,
): Promise<{ readonly url: string; readonly server: Server }> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    handler(request, response, Buffer.concat(chunks));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}
