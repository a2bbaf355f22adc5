import fc from 'fast-check';
import { expect, test } from 'vitest';
import { recordedArrivals } from '../../scenarios/lib/recorded.ts';

const read = (csv: string, options: { customers?: number; speed?: number } = {}) =>
  recordedArrivals(csv, { customers: 10, speed: 1, ...options });

function problemsOf(csv: string, options: { customers?: number; speed?: number } = {}): readonly string[] {
  try {
    read(csv, options);
  } catch (error) {
    const [head = '', ...lines] = (error as Error).message.split('\n');
    expect(head).toMatch(/^the recorded asks have (one problem|\d+ problems); nothing was played$/);
    return lines.map((line) => line.trim());
  }
  return [];
}

test('ISO times with any offset, epoch seconds and epoch milliseconds mean the same', () => {
  const plans = [
    '2026-11-27T00:00:00Z\n2026-11-27T09:00:00.250+09:00\n2026-11-26 19:00:02-05:00\n',
    '1795737600\n1795737600.25\n1795737602',
    '1795737600000\r\n1795737600250\r\n1795737602000\r\n',
  ].map((csv) => read(csv));
  for (const plan of plans)
    expect(plan).toEqual({
      kind: 'explicit',
      customers: 10,
      atMs: [0, 250, 2000],
      customer: [0, 1, 2],
    });
});

test('customers become indexes in order of appearance; their ids are nowhere in the plan', () => {
  const plan = read('timestamp,customer\n10,ann@x.org\n11,bob\n12,"ann@x.org"\n12,cyd\n', { customers: 2 });
  expect(plan.customer).toEqual([0, 1, 0, 0]);
  expect(JSON.stringify(plan)).not.toMatch(/ann|bob|cyd/);
});

test('speed scales time', () => {
  expect(read('10\n20\n25', { speed: 10 }).atMs).toEqual([0, 1000, 1500]);
  expect(read('10\n20', { speed: 0.5 }).atMs).toEqual([0, 20_000]);
});

test('every bad row is named with its line and what to do; nothing is dropped silently', () => {
  const csv = [
    'timestamp,customer',
    '2026-11-27T00:00:10Z,a',
    'yesterday,b',
    '2026-11-27T00:00:09Z,c',
    '2026-11-27T00:00:11,d',
    '',
    '2026-02-30T00:00:00Z,e',
    '-5,f',
    '2026-11-27T00:00:12Z',
    '2026-11-27T00:00:12Z,',
    ',g',
    '2036-11-27T00:00:00Z,h',
    '2026-11-27T00:00:13Z,i,j',
    '2026-11-27T00:00:14Z,k',
  ].join('\n');
  expect(problemsOf(csv)).toEqual([
    'line 3: "yesterday": neither ISO 8601 (2026-11-27T00:00:00Z) nor epoch seconds or milliseconds',
    'line 4: "2026-11-27T00:00:09Z": earlier than line 2: sort the file by time',
    'line 5: "2026-11-27T00:00:11": no time zone: add Z, or an offset such as +09:00',
    'line 6: empty: remove it',
    'line 7: "2026-02-30T00:00:00Z": no such date or time',
    'line 8: "-5": must not be negative: epoch seconds or milliseconds',
    'line 9: "2026-11-27T00:00:12Z": 1 columns where line 1 has 2',
    'line 10: customer is empty: give one in every row, or drop the column',
    'line 11: "": timestamp is empty',
    expect.stringMatching(/^line 12: .* hours after the first: at most 168; correct the row/),
    'line 13: "2026-11-27T00:00:13Z,i,j": 3 columns where line 1 has 2',
  ]);
});

test('an empty file, a header alone, too many columns, a speed of nothing', () => {
  const empty = ['the file holds no asks: one row per ask is needed'];
  for (const csv of ['', '\n\n', '\uFEFFtimestamp\n', 'Timestamp,customer\n'])
    expect(problemsOf(csv), JSON.stringify(csv)).toEqual(empty);
  expect(problemsOf('1,a,b\n2,c,d')).toEqual([
    'line 1: 3 columns: keep timestamp, or timestamp and customer',
  ]);
  expect(problemsOf('1\n2', { speed: 0 })).toEqual(['SPEED: 0: must be above 0']);
  expect(problemsOf('when\n5')).toEqual([
    'line 1: "when": neither ISO 8601 (2026-11-27T00:00:00Z) nor epoch seconds or milliseconds',
  ]);
});

test('more problems than anyone reads are counted', () => {
  const problems = problemsOf(Array.from({ length: 150 }, () => 'x').join('\n'));
  expect(problems).toHaveLength(101);
  expect(problems.at(-1)).toBe('and 50 more');
});

test('any ascending times come back as they were', () => {
  const gaps = fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 1, maxLength: 50 });
  fc.assert(
    fc.property(fc.integer({ min: 1e11, max: 2e12 }), gaps, (first, more) => {
      let at = first;
      const times = [first, ...more.map((gap) => (at += gap))];
      const expected = times.map((time) => time - first);
      expect(read(times.join('\n')).atMs).toEqual(expected);
      expect(read(times.map((time) => new Date(time).toISOString()).join('\n')).atMs).toEqual(expected);
    }),
  );
});
