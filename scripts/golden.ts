/**
 * Blesses the golden report: renders test/golden/report/result.json again and writes every output beside it.
 * `npm run golden`, then read the diff: it is what a reader of a report will see change.
 */
import { readFileSync } from 'node:fs';
import { resultSchema } from '../harness/schema/result.ts';
import { asset } from '../package-root.ts';
import { renderReports } from '../reports/index.ts';
import { locales } from '../reports/locales/translate.ts';

const outDir = asset('test', 'golden', 'report');
const result = resultSchema.parse(
  JSON.parse(readFileSync(asset('test', 'golden', 'report', 'result.json'), 'utf8')),
);
for (const path of await renderReports(result, { outDir, locales })) process.stdout.write(`${path}\n`);
