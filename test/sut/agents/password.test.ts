import { expect, test } from 'vitest';
import { createLoginThrottle } from '../../../sut/agents/login-throttle.ts';
import { hashPassword, verifyPassword } from '../../../sut/agents/password.ts';

test('a hash accepts its password only, has its own salt, and is refused in other formats', async () => {
  const hash = await hashPassword('비밀번호');
  expect(await verifyPassword('비밀번호', hash)).toBe(true);
  expect(await verifyPassword('비밀번호 ', hash)).toBe(false);
  expect(await hashPassword('비밀번호')).not.toBe(hash);
  for (const other of ['', 'plain', 'md5$1$2$3$c2FsdA$a2V5']) {
    expect(await verifyPassword('비밀번호', other)).toBe(false);
  }
});

test('five wrong passwords a minute are free; a right one or a minute makes all five free again', () => {
  let now = 0;
  const throttle = createLoginThrottle(() => now);
  const fail = (times: number) => {
    for (let n = 0; n < times; n += 1) throttle.failed('a');
  };
  fail(4);
  expect(throttle.waitMs('a')).toBe(0);
  fail(1);
  now = 20_000;
  expect([throttle.waitMs('a'), throttle.waitMs('b')]).toEqual([40_000, 0]);
  now = 60_000;
  expect(throttle.waitMs('a')).toBe(0);
  fail(4);
  expect(throttle.waitMs('a')).toBe(0);
  throttle.succeeded('a');
  fail(4);
  expect(throttle.waitMs('a')).toBe(0);
});
