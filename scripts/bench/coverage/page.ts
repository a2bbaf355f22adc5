import { type Coverage, holds, percent } from './experiment.ts';

/** One row on one line, for the terminal. */
export function rowText(row: Coverage): string {
  const verdict = row.claim === 'beyond' ? 'shown' : holds(row) ? 'holds' : 'MISSES';
  return `${verdict} ${percent(row.share)} % of ${row.given} (says ${percent(row.nominal)}; open ${percent(row.openShare)}) ${row.method} · ${row.setting}`;
}

const claims = { covers: '± 2 points', 'at least': 'at least', beyond: 'shown only' } as const;

function tableOf(rows: readonly Coverage[]): string {
  const lines = rows.map(({ setting, claim, nominal, share, interval, given, draws, openShare }) => {
    const range = `${percent(interval.low ?? 0)}–${percent(interval.high ?? 1)}`;
    const none = given === draws ? '' : ` (${draws - given} draws without an interval)`;
    return `| ${setting} | ${percent(nominal)}, ${claims[claim]} | **${percent(share)}** | ${range} | ${given}${none} | ${percent(openShare)} |`;
  });
  return `| drawn | says, % | covers, % | 95 % of that | draws | open, % |\n|---|---|---|---|---|---|\n${lines.join('\n')}\n`;
}

/** docs/explanation/interval-coverage.md. */
export function coveragePage(rows: readonly Coverage[]): string {
  const methods = [...new Set(rows.map(({ method }) => method))];
  const held = rows.filter(({ claim }) => claim !== 'beyond');
  const missed = held.filter((row) => !holds(row));
  const sections = methods.map(
    (method) =>
      `## ${method}\n\n${notes[method] ?? ''}${tableOf(rows.filter((row) => row.method === method))}`,
  );
  const misses = missed
    .map(({ method, setting, share }) => `- ${method} · ${setting}: ${percent(share)} %`)
    .join('\n');
  return `${head}
${held.length} rows are held to their claim, ${held.length - missed.length} keep it.${missed.length === 0 ? '' : ` Those that don't:\n\n${misses}`}

${sections.join('\n')}`;
}

const head = `# How often the intervals cover

Written by \`node --import ./scripts/register.mjs scripts/bench/interval-coverage.ts\` from fixed seeds; don't edit.

Each row draws data whose truth is known, makes the interval, and counts how often it holds the truth. "± 2 points" is
the bar of the project (a 95 % interval covers in 93–97 %); "at least" marks methods that are conservative by
construction (exact discrete distributions, small samples, ends rounded outwards); "shown only" marks what lies beyond a method, so that a
reader sees where it ends. A row keeps its claim unless its draws contradict it (95 % interval of the share).
"Open" counts intervals without an upper or lower end: the data could not bound that side, the verdict is "not proven".

Shapes: uniform 0–100 ms; exponential, mean 20 ms; lognormal, median 20 ms, σ 1.5; bimodal, 70 % 20 ± 2 ms and 30 %
200 ± 20 ms; AR(1) on the log of the latency, whose correlation falls to 1/e within the memory given.
`;

const notes: Readonly<Record<string, string>> = {
  'block-quantile': `The interval of every percentile in a verdict. With a memory of 5 or 10 s a run of six minutes holds few
independent stretches: medians are still covered, tails mostly end open instead of wrong. Here as ranks: between which two of
the records the percentile lies, as far as the statistics go. Fewer than 30 blocks, or fewer than a hundred records beyond the
percentile, are small samples.

`,
  'block-quantile, as reported': `The same intervals as a report prints them: each end at the outer edge of its bucket in the histogram, at most 0.1 % of
the value further out. That is nothing beside the interval of a heavy tail, and most of it where records lie close together
(uniform up to 100 ms at p999: the interval is 0.06 ms wide, a bucket too). A verdict errs on the careful side by it.

`,
  'block-bootstrap': `The percentile bootstrap over the same blocks, for comparison: not used for verdicts because of this table.

`,
  'order-statistics': `Right for independent values only; used within a run for the ratio of two hours of a closed loop with think time.

`,
  'clopper-pearson, two-sided': `Exact for independent events. Clumps of losses make it too narrow: see clustered-proportion.

`,
};
