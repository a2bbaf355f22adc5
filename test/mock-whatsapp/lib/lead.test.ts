import { expect, test } from 'vitest';
import { createLead } from '../../../mock-whatsapp/lib/lead.ts';
import { createRandom } from '../../../mock-whatsapp/lib/random.ts';

/** What is learned from work that takes 0.1 ms and an exponential share of `meanMs`. */
function learn(meanMs: number, times: number): { readonly leadMs: number; readonly late: number } {
  const random = createRandom(7);
  const lead = createLead(0.1);
  let late = 0;
  let sum = 0;
  for (let i = 0; i < times; i += 1) {
    const tookMs = 0.1 - meanMs * Math.log(1 - random.next());
    if (tookMs > lead.ms && i >= times / 2) late += 1;
    lead.learn(tookMs > lead.ms);
    if (i >= times / 2) sum += lead.ms;
  }
  return { leadMs: sum / (times / 2), late: late / (times / 2) };
}

test('the lead settles at the third quartile: one in four is late', () => {
  const { leadMs, late } = learn(0.1, 20_000);
  expect(leadMs).toBeCloseTo(0.1 + 0.1 * Math.log(4), 1);
  expect(late).toBeGreaterThan(0.22);
  expect(late).toBeLessThan(0.28);
});

test('what is always late does not drive it beyond half a millisecond', () => {
  expect(learn(100, 1000).leadMs).toBeCloseTo(0.5, 1);
});

test('near work gets no lead: a tenth of a core at most is waited away', () => {
  const lead = createLead(0.2);
  expect(lead.before(1.9)).toBe(0);
  expect(lead.before(2)).toBe(0.2);
});

test('it never becomes negative', () => {
  const lead = createLead(0.01);
  for (let i = 0; i < 100; i += 1) lead.learn(false);
  expect(lead.ms).toBe(0);
});
