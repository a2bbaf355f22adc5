import { defineConfig } from 'vitest/config';

const shared = {
  globalSetup: ['test/global-setup.ts'],
  testTimeout: 300_000,
  hookTimeout: 300_000,
  pool: 'forks' as const,
};

/** Suites that wait for processes, files and pages, and measure nothing. */
const waiting = [
  'test/e2e/cli-faults.slow.test.ts',
  'test/e2e/cli-interrupt.slow.test.ts',
  'test/e2e/report.e2e.test.ts',
  'test/house/pack.slow.test.ts',
  'test/sut/campaigns/kill.slow.test.ts',
];

export default defineConfig({
  test: {
    projects: [
      {
        test: { ...shared, name: 'waiting', include: waiting, sequence: { groupOrder: 0 }, maxWorkers: 2 },
      },
      {
        // One file at a time: these suites measure, and a neighbour would be measured too. Only tests that mostly wait are
        // marked concurrent; two of them at a time.
        test: {
          ...shared,
          name: 'measuring',
          include: ['test/**/*.slow.test.ts', 'test/e2e/**/*.test.ts'],
          exclude: waiting,
          sequence: { groupOrder: 1 },
          fileParallelism: false,
          maxConcurrency: 2,
          maxWorkers: 1,
        },
      },
    ],
  },
});
