import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { defaultSet, loadRequirements, parseRequirements } from '../../../harness/check/load-requirements.ts';
import { StormproofError } from '../../../harness/schema/errors.ts';

const good = `version: 1
name: test
requirements:
  - id: one
    title: { en: a, ko: b, zh: c }
    level: must
    metric: rush.lost
    checker: census
    comparison: <=
    target: 0
    unit: count
    source: s
    rationale: r
    setBy: me
    setAt: 2026-11-22
    needs: { capability: reply }
`;

function problemsOf(text: string): readonly string[] {
  try {
    parseRequirements(text, 'set.yaml');
  } catch (error) {
    if (error instanceof StormproofError && error.id === 'SP_CLI_REQUIREMENTS') return error.problems;
    throw error;
  }
  return [];
}

test('the shipped set loads, with the hash of its bytes', async () => {
  const { set, hash } = await loadRequirements();
  expect(set.requirements.length).toBeGreaterThan(10);
  expect(hash).toBe(
    createHash('sha256')
      .update(await readFile(defaultSet))
      .digest('hex'),
  );
});

test('a good set is accepted', () => {
  expect(problemsOf(good)).toEqual([]);
});

test('two mistakes in a file give two messages, each with its line', () => {
  const text = good.replace('level: must', 'level: maybe').replace('target: 0', 'target: none');
  expect(problemsOf(text)).toEqual([
    expect.stringMatching(/^line 6: requirements\.0\.level: /),
    expect.stringMatching(/^line 10: requirements\.0\.target: /),
  ]);
});

test.each([
  ['metric: rush.lost', 'metric: rush.lots', /line 7: .*unknown metric "rush\.lots"/],
  ['checker: census', 'checker: guess', /line 8: .*unknown checker "guess"/],
  ['unit: count', 'unit: ms', /line 11: .*"ms", but rush\.lost is in "count"/],
  ['capability: reply', 'capability: telepathy', /line 16: .*unknown capability "telepathy"/],
  ['    source: s\n', '', /line 4: .*source/],
  ['    setBy: me', '    setBy: me\n    colour: red', /Unrecognized key: "colour"/],
])('%s → %s', (from, to, message) => {
  const problems = problemsOf(good.replace(from, to));
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(message);
});

test('a mistake in form and one in meaning are told together; duplicate ids too', () => {
  const second = good.slice(good.indexOf('  - id'));
  expect(
    problemsOf(`${good}${second.replace('level: must', 'level: x').replace('rush.lost', 'no.such')}`),
  ).toEqual([
    expect.stringMatching(/^line 17: .*"one" is also requirement 1/),
    expect.stringMatching(/^line 19: .*level/),
    expect.stringMatching(/^line 20: .*unknown metric/),
  ]);
});

test('broken YAML and a missing file say where', async () => {
  expect(problemsOf('version: 1\nname: [')[0]).toMatch(/^line 2: /);
  await expect(loadRequirements('/nonexistent.yaml')).rejects.toMatchObject({ id: 'SP_CLI_REQUIREMENTS' });
});
