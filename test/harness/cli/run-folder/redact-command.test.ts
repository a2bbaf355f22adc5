import { expect, test } from 'vitest';
import { redactCommand } from '../../../../harness/cli/run-folder/redact-command.ts';

test('secrets and values of -e are taken out, in both spellings', () => {
  const argv = [
    'run',
    'x.ts',
    '--app-secret',
    's1',
    '--verify-token=s2',
    '-e',
    'PASSWORD=s3',
    '--env',
    'A=s4',
    '-u',
    '3',
  ];
  const line = redactCommand(argv).join(' ');
  expect(line).toBe('run x.ts --app-secret *** --verify-token=*** -e PASSWORD=*** --env A=*** -u 3');
});

test('-eNAME=VALUE and --env=NAME=VALUE too', () => {
  expect(redactCommand(['-eA=secret', '--env=B=secret'])).toEqual(['-eA=***', '--env=B=***']);
});
