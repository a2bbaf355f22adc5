import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { cliDocsPath, cliReference } from '../../scripts/cli-docs.ts';

test('docs/reference/cli.md is what --help prints (write it again: scripts/cli-docs.ts)', () => {
  expect(readFileSync(cliDocsPath, 'utf8')).toBe(cliReference());
});
