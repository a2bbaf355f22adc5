/**
 * Adds up vitest JSON reports and prints `N passed, N failed, N skipped`.
 * Exit 1 when something failed or was skipped, when a report is missing, or when nothing ran.
 */
import { existsSync, readFileSync } from 'node:fs';

const totals = { passed: 0, failed: 0, skipped: 0 };
const missing = [];
for (const path of process.argv.slice(2)) {
  if (!existsSync(path)) {
    missing.push(path);
    continue;
  }
  const report = JSON.parse(readFileSync(path, 'utf8'));
  totals.passed += report.numPassedTests;
  totals.failed += report.numFailedTests;
  totals.skipped += report.numPendingTests + report.numTodoTests;
  for (const file of report.testResults) {
    if (file.status === 'failed' && file.assertionResults.length === 0) totals.failed += 1;
    for (const test of file.assertionResults) {
      if (test.status !== 'passed') console.log(`${test.status}: ${file.name}: ${test.fullName}`);
    }
  }
}
for (const path of missing) console.log(`no report: ${path}`);
console.log(`${totals.passed} passed, ${totals.failed + missing.length} failed, ${totals.skipped} skipped`);
process.exitCode = totals.failed + missing.length + totals.skipped > 0 || totals.passed === 0 ? 1 : 0;
