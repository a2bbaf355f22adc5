import { expect, test } from 'vitest';
import { asStormproofError, errorText } from '../../../../harness/cli/output/print-error.ts';
import { StormproofError } from '../../../../harness/schema/errors.ts';

test('id and message, one line a problem, the fix', () => {
  const error = new StormproofError('SP_CLI_FOLDER', 'no run folder', ['a: 1', 'b: 2']);
  expect(errorText(error)).toBe(
    'SP_CLI_FOLDER no run folder\n  a: 1\n  b: 2\nfix: Give a run folder: it holds plan.json and events/.\n',
  );
});

test('a problem that repeats the message is not printed twice', () => {
  expect(errorText(new StormproofError('SP_DRIVE_SCRIPT', 'x.js:1:1: no', ['x.js:1:1: no']))).toBe(
    'SP_DRIVE_SCRIPT x.js:1:1: no\nfix: Correct the script at the line shown.\n',
  );
});

test('a full disk is an I/O error wherever it was met', () => {
  const met = Object.assign(new Error('write failed'), { code: 'ENOSPC' });
  expect(asStormproofError(met).id).toBe('SP_RECORD_IO');
  const told = new StormproofError('SP_CLI_INTERNAL', 'Error: ENOSPC: no space left on device, write');
  expect(asStormproofError(told).id).toBe('SP_RECORD_IO');
  expect(asStormproofError(told).exitCode).toBe(74);
});

test('what is foreseen stays what it is, everything else is internal', () => {
  const known = new StormproofError('SP_CLI_DISK', 'ENOSPC feared');
  expect(asStormproofError(known)).toBe(known);
  expect(asStormproofError('a string').id).toBe('SP_CLI_INTERNAL');
});
