import { expect, test } from 'vitest';
import { z } from 'zod';
import { plainIssue } from '../../../harness/schema/plain-issue.ts';

const schema = z.object({
  name: z.string(),
  level: z.enum(['must', 'should']),
  url: z.string().optional(),
  version: z.string('expected words'),
});

test('zod as a reader wants it; our own words as they are', () => {
  const { error } = schema.safeParse({ level: 'maybe', url: 5 });
  const found = error?.issues.map(({ path, message }) => `${path.join('.')}: ${plainIssue(message)}`);
  expect(found).toEqual([
    'name: missing: expected string',
    'level: expected one of "must"|"should"',
    'url: expected string, received number',
    'version: expected words',
  ]);
});
