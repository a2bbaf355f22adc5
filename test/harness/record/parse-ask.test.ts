import fc from 'fast-check';
import { expect, test } from 'vitest';
import { askParser } from '../../../harness/record/parse-ask.ts';

function parse(text: string, parser = askParser()) {
  const bytes = Buffer.from(`before${text}\nafter`);
  return parser(bytes, 6, bytes.length - 6);
}

/** Without the optional fields that are not there. */
const plain = (value: object | null) => JSON.parse(JSON.stringify(value));

const micros = fc.integer({ min: -1000, max: 2 ** 45 });
const line = fc.record(
  {
    v: fc.constant(1),
    run: fc.stringMatching(/^[a-z0-9-]{0,12}$/),
    src: fc.constant('mock'),
    kind: fc.constant('ask'),
    seq: fc.nat(),
    mono_ns: fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
    wall_ms: fc.nat(),
    p: fc.constantFrom('rush', 'failover-1', 'failover-12', 'a', 'null-burst'),
    i: fc.nat(),
    c: fc.nat(),
    n: fc.nat(7),
    due: fc.nat(),
    inj: fc.option(micros),
    ack: fc.option(micros),
    ans: fc.option(micros),
    k: fc.nat(3),
    att: fc.nat(9),
    hold: fc.nat(),
    wrong: fc.nat(),
    wait: fc.nat(),
    reord: fc.constant(true),
    fifo: fc.constant(true),
  },
  {
    requiredKeys: [
      'v',
      'run',
      'src',
      'kind',
      'seq',
      'mono_ns',
      'wall_ms',
      'p',
      'i',
      'c',
      'n',
      'due',
      'inj',
      'ack',
      'ans',
      'k',
      'att',
    ],
  },
);

test('reads what JSON.parse reads, in any order of keys, one line after another', () => {
  const parser = askParser();
  fc.assert(
    fc.property(line, fc.boolean(), (ask, turned) => {
      const entries = Object.entries(ask);
      const text = JSON.stringify(Object.fromEntries(turned ? entries.reverse() : entries));
      // Run and emitter are left out: nothing folds them.
      expect({ ...plain(parse(text, parser)), run: ask.run, src: ask.src }).toEqual(JSON.parse(text));
    }),
  );
});

const good = '{"v":1,"kind":"ask","seq":3,"p":"rush","i":1,"due":10,"k":0}';

test.each([
  ['another kind', '{"v":1,"kind":"file.closed","seq":3,"lines":4}'],
  ['an escape', good.replace('rush', 'r\\u0075sh')],
  ['a fraction', good.replace('10', '10.5')],
  ['an array', good.replace('"k":0', '"k":2,"dup":[1,2]')],
  ['an object', good.replace('"k":0', '"k":{}')],
  ['half a line', good.slice(0, -9)],
  ['a missing field', good.replace(',"due":10', '')],
  ['nothing', ''],
  ['no JSON', 'due 10'],
])('%s is left to JSON.parse', (_, text) => {
  expect(parse(good)).toMatchObject({ p: 'rush', due: 10, seq: 3 });
  expect(parse(text)).toBeNull();
});
