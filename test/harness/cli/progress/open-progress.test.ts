import { expect, test } from 'vitest';
import { openProgress } from '../../../../harness/cli/progress/open-progress.ts';
import { captured } from '../support/context.ts';

const options = { title: 'V · smoke', phases: 2, expectedMs: null, quiet: false };

test('without a terminal: plain lines, nothing redrawn, nothing on stdout', () => {
  const io = captured([]);
  const progress = openProgress(io.context, options);
  progress.phase('rush');
  progress.notice('a node died');
  progress.say('run folder: x');
  progress.close();
  expect(io.stderr()).toBe('[0:00] rush (1 of 2)\n  a node died\nrun folder: x\n');
  expect(io.stdout()).toBe('');
});

test('on a terminal the frame is erased before it is drawn again, and at the end', () => {
  const io = captured([], { stderrIsTty: true });
  const progress = openProgress(io.context, options);
  progress.phase('rush');
  progress.phase('media');
  progress.close();
  const erase = '\u001b[1A\u001b[J';
  expect(io.stderr()).toBe(
    `V · smoke · rush (1 of 2) · 0:00\n${erase}V · smoke · media (2 of 2) · 0:00\n${erase}`,
  );
});

test('quiet says nothing', () => {
  const io = captured([]);
  const progress = openProgress(io.context, { ...options, quiet: true });
  progress.phase('rush');
  progress.close();
  expect(io.stderr()).toBe('');
});
