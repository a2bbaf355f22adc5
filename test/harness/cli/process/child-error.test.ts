import { expect, test } from 'vitest';
import { childError, namedError } from '../../../../harness/cli/process/child-error.ts';

const ended = { code: 1, signal: null };

test('the error a child names is the error', () => {
  const error = childError('mock', 'SP_DRIVE_MOCK', { code: 69, signal: null }, [
    'starting',
    'SP_MOCK_PORT port 4010 on 127.0.0.1 is in use',
    '  Stop the other program or choose another --port / --control-port.',
  ]);
  expect(error).toMatchObject({
    id: 'SP_MOCK_PORT',
    message: 'port 4010 on 127.0.0.1 is in use',
    problems: [],
  });
});

test('behind the time stamp of a log too, with the lines after it', () => {
  expect(
    namedError(['2026-11-22T17:00:00Z [reference] SP_SUT_POSTGRES initdb failed', ' no space']),
  ).toMatchObject({
    id: 'SP_SUT_POSTGRES',
    message: 'initdb failed',
    problems: ['no space'],
  });
});

test('an id that is not in the catalogue does not count', () => {
  expect(namedError(['SP_MOCK_NOTHING x'])).toBeNull();
  expect(childError('mock', 'SP_DRIVE_MOCK', ended, ['SP_MOCK_NOTHING x']).id).toBe('SP_DRIVE_MOCK');
});

test('a silent end is told by code, signal or absence, a full disk by its code', () => {
  expect(childError('mock', 'SP_DRIVE_MOCK', ended, []).message).toBe('mock ended with code 1');
  expect(childError('mock', 'SP_DRIVE_MOCK', { code: null, signal: 'SIGKILL' }, []).message).toBe(
    'mock was ended by SIGKILL',
  );
  expect(childError('mock', 'SP_DRIVE_MOCK', { code: null, signal: null }, []).message).toBe(
    'mock could not be started',
  );
  expect(childError('mock', 'SP_DRIVE_MOCK', { code: 74, signal: null }, []).id).toBe('SP_RECORD_IO');
});
