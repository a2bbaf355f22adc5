import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readOptions } from '../../../sut/supervisor/options.ts';
import { SutError } from '../../../sut/supervisor/sut-error.ts';

const dir = mkdtempSync(join(tmpdir(), 'stormproof-test-'));
afterAll(() => rmSync(dir, { recursive: true }));

const good = {
  graphUrl: 'http://127.0.0.1:4010',
  token: 't',
  appSecret: 's',
  verifyToken: 'v',
  phoneNumberIds: ['1'],
  dataDir: 'data',
};

function file(content: unknown): string {
  const path = join(dir, 'config.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

function problemsOf(run: () => unknown): readonly string[] {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(SutError);
    expect((error as SutError).exitCode).toBe(64);
    return (error as SutError).problems;
  }
  throw new Error('accepted');
}

test('defaults fill a minimal file', () => {
  const { port, nodes, dieWithParent, config } = readOptions(['--config', file(good)], {});
  expect({ port, nodes, dieWithParent }).toEqual({ port: 0, nodes: 2, dieWithParent: false });
  expect(config).toMatchObject({
    unknownGraceSec: 60,
    unknownPolicy: 'resend',
    databaseUrl: null,
    ports: [],
  });
});

test('--graph and DATABASE_URL win over the file', () => {
  const { config } = readOptions(['--config', file(good), '--graph', 'http://127.0.0.1:1'], {
    DATABASE_URL: 'postgresql://u:p@127.0.0.1/db',
  });
  expect([config.graphUrl, config.databaseUrl]).toEqual([
    'http://127.0.0.1:1',
    'postgresql://u:p@127.0.0.1/db',
  ]);
});

test('all problems are named at once', () => {
  const path = file({ ...good, token: '', phoneNumberIds: [], unknownPolicy: 'maybe', extra: 1 });
  const problems = problemsOf(() =>
    readOptions(['--config', path, '--port', '70000', '--nodes', 'x', '--what'], {}),
  );
  for (const part of ['--port', '--nodes', '--what', 'token', 'phoneNumberIds', 'unknownPolicy', 'extra']) {
    expect(problems.filter((line) => line.includes(part))).toHaveLength(1);
  }
  expect(problems).toHaveLength(7);
});

test.each([
  ['no --config', [], /--config/],
  ['a file that is not there', ['--config', join(dir, 'none.json')], /none\.json.*ENOENT/],
])('%s', (_name, argv, expected) => {
  expect(problemsOf(() => readOptions(argv, {})).join('\n')).toMatch(expected);
});

test('a file that is no JSON object', () => {
  expect(problemsOf(() => readOptions(['--config', file('{')], {})).join()).toMatch(/config\.json: .*JSON/);
  expect(problemsOf(() => readOptions(['--config', file([])], {})).join()).toMatch(/needs a JSON object/);
});
