import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { createPairRate } from '../../../mock-whatsapp/limits/pair-rate.ts';
import { createThroughput } from '../../../mock-whatsapp/limits/throughput.ts';
import { openStage, quick, type Stage } from '../support/stage.ts';

describe('throughput', () => {
  test('80/s: 80 at once, then one every 12.5 ms', () => {
    const limit = createThroughput(1, 80);
    for (let i = 0; i < 80; i += 1) {
      expect(limit.hasRoom(0, 0)).toBe(true);
      limit.takeOutbound(0);
    }
    expect(limit.hasRoom(0, 0)).toBe(false);
    expect(limit.hasRoom(0, 12)).toBe(false);
    expect(limit.hasRoom(0, 12.5)).toBe(true);
  });

  test('inbound counts, is never refused, and its debt delays outbound', () => {
    const limit = createThroughput(2, 80);
    for (let i = 0; i < 240; i += 1) limit.takeInbound(0, 0);
    // 240 − 80 = 160 owed: two seconds, and one token more.
    expect(limit.hasRoom(0, 2000)).toBe(false);
    expect(limit.hasRoom(0, 2012.5)).toBe(true);
    expect(limit.hasRoom(1, 0)).toBe(true);
  });

  test('never more than rate × (t + 1 s) in any window from zero', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 30, noNaN: true }), { maxLength: 400 }), (gaps) => {
        const limit = createThroughput(1, 50);
        let atMs = 0;
        let passed = 0;
        for (const gap of gaps) {
          atMs += gap;
          if (!limit.hasRoom(0, atMs)) continue;
          limit.takeOutbound(0);
          passed += 1;
          expect(passed).toBeLessThanOrEqual(50 * (atMs / 1000 + 1) + 1e-6);
        }
      }),
    );
  });
});

describe('pair rate', () => {
  test('45 at once, the 46th after 6 s, independent pairs', () => {
    const limit = createPairRate(6000, 45);
    for (let i = 0; i < 45; i += 1) {
      expect(limit.hasRoom(0, 'a', 0)).toBe(true);
      limit.take(0, 'a', 0);
    }
    expect(limit.hasRoom(0, 'a', 5999)).toBe(false);
    expect(limit.hasRoom(0, 'a', 6000)).toBe(true);
    expect(limit.hasRoom(1, 'a', 0)).toBe(true);
    expect(limit.hasRoom(0, 'b', 0)).toBe(true);
  });

  test('a burst of 20 is repaid in two minutes: then 45 fit again', () => {
    const limit = createPairRate(6000, 45);
    for (let i = 0; i < 20; i += 1) limit.take(0, 'a', 0);
    let fitted = 0;
    for (; limit.hasRoom(0, 'a', 120_000); fitted += 1) limit.take(0, 'a', 120_000);
    expect(fitted).toBe(45);
  });

  test('pairs that are full again are forgotten', () => {
    const limit = createPairRate(1, 45);
    for (let i = 0; i < 200_000; i += 1) limit.take(0, String(i), i);
    expect(limit.size).toBeLessThan(60_000);
  });
});

describe('over HTTP', () => {
  let stage: Stage;
  afterEach(() => stage.close());

  test('130429 when the number is exhausted; asks count too', async () => {
    stage = await openStage({ options: { ...quick, throughputPerSec: 3 } });
    await stage.play({
      arrivals: { kind: 'explicit', customers: 1, atMs: [0, 0], customer: [0, 0] },
      drain: { quietMs: 0, maxMs: 0 },
    });
    const answers = [await stage.say('821000000001', 'a'), await stage.say('821000000002', 'b')];
    expect(answers.map(({ status }) => status)).toEqual([200, 400]);
    expect(answers[1]?.body.error).toMatchObject({
      code: 130429,
      message: '(#130429) Rate limit hit',
      error_data: { details: 'Cloud API message throughput has been reached.' },
    });
    expect((await stage.say('821000000002', 'b', {}, 1)).status).toBe(200);
  });

  test('131056 for one pair; HTTP 429 where it is chosen, also at run time', async () => {
    stage = await openStage({ options: { ...quick, pairDepth: 2 } });
    const say = (): ReturnType<Stage['say']> => stage.say('821000000001', 'a');
    expect((await say()).status + (await say()).status).toBe(400);
    const refused = await say();
    expect([refused.status, refused.body.error.code]).toEqual([400, 131056]);
    expect((await stage.say('821000000002', 'a')).status).toBe(200);
    const { body } = await stage.control('PUT', '/_sim/options', {
      ...quick,
      pairDepth: 2,
      throttleStatus: 429,
    });
    expect(body).toMatchObject({ name: 'bench', throttleStatus: 429, pairDepth: 2 });
    expect((await say()).status).toBe(429);
    await stage.control('PUT', '/_sim/options', quick);
    expect((await say()).status).toBe(200);
  });

  test('a refused send takes nothing from the other limit', async () => {
    stage = await openStage({ options: { ...quick, pairDepth: 1, throughputPerSec: 2 } });
    expect((await stage.say('821000000001', 'a')).status).toBe(200);
    for (let i = 0; i < 5; i += 1)
      expect((await stage.say('821000000001', 'a')).body.error.code).toBe(131056);
    expect((await stage.say('821000000002', 'a')).status).toBe(200);
  });
});
