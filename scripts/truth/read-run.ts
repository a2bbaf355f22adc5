import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Result } from '../../harness/schema/result.ts';
import type { AskLine, MockEvent } from '../../mock-whatsapp/contract/events.ts';
import type { BehaviourKind } from '../../vendors/contract/behaviours.ts';
import type { Applied, Played } from './row.ts';

/** Reads a run folder without the harness's own readers: gunzip, split, parse. */
export function readRun(dir: string): Played {
  const events = join(dir, 'events');
  const result = JSON.parse(readFileSync(join(dir, 'result.json'), 'utf8')) as Result;
  const cache = new Map<string, readonly unknown[]>();

  function lines<Line>(file: string): readonly Line[] {
    const known = cache.get(file);
    if (known !== undefined) return known as readonly Line[];
    const read = readdirSync(events)
      .filter((name) => name.startsWith(file) && name.endsWith('.ndjson.gz'))
      .sort()
      .flatMap((name) =>
        gunzipSync(readFileSync(join(events, name)))
          .toString()
          .split('\n'),
      )
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Line);
    cache.set(file, read);
    return read;
  }

  function startNs(plan: string): number {
    const started = lines<MockEvent>('mock').find(
      (event) => event.kind === 'plan.started' && event.plan === plan,
    );
    if (started === undefined) throw new Error(`plan ${plan} never started in ${dir}`);
    return started.mono_ns;
  }

  return {
    dir,
    result,
    lines,
    startNs,
    asks: (plan) =>
      lines<AskLine>('asks')
        .filter(({ kind, p }) => kind === 'ask' && p === plan)
        .sort((a, b) => a.i - b.i),
    log: (kind: BehaviourKind, plan) => {
      const fromNs = plan === undefined ? 0 : startNs(plan);
      return lines<Applied>('behaviour-').filter(
        (line) => line.kind === 'behaviour.applied' && line.behaviour === kind && line.mono_ns >= fromNs,
      );
    },
    metric: (name) => result.metrics[name]?.value ?? null,
  };
}
