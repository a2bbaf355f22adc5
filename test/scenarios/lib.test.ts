import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { operate, type Step } from '../../scenarios/lib/agent-operation.ts';
import { fileMaker } from '../../scenarios/lib/files.ts';
import { pickCall } from '../../scenarios/lib/pick-call.ts';
import { uniform } from '../../scenarios/lib/random.ts';
import { asExpected, holds } from '../../scenarios/lib/search-terms.ts';
import { discountTexts, nonceOf, parcelTexts } from '../../scenarios/lib/texts.ts';
import type { AgentConversation, AgentSession } from '../../vendors/contract/client.ts';
import { isPlanted, plantedCount, plantedTerms } from '../../vendors/kit/history/terms.ts';

const sha = (bytes: ArrayBuffer) => createHash('sha256').update(new Uint8Array(bytes)).digest('hex');

test('files: seeded, all different, 70 / 25 / 5 by size', () => {
  const file = fileMaker(7);
  const files = Array.from({ length: 200 }, (_, index) => file(index));
  expect(new Set(files.map(({ bytes }) => sha(bytes))).size).toBe(200);
  expect(sha(fileMaker(7)(3).bytes)).toBe(sha(file(3).bytes));
  expect(sha(fileMaker(8)(3).bytes)).not.toBe(sha(file(3).bytes));
  for (const { sizeClass, bytes } of files) {
    expect(bytes.byteLength).toBe({ small: 120_000, medium: 600_000, large: 4_500_000 }[sizeClass]);
  }
  const shares = Array.from({ length: 10_000 }, (_, index) => uniform(7, index));
  expect(shares.filter((share) => share < 0.7).length).toBeGreaterThan(6850);
  expect(shares.filter((share) => share < 0.7).length).toBeLessThan(7150);
  expect(shares.filter((share) => share >= 0.95).length).toBeGreaterThan(430);
  expect(shares.filter((share) => share >= 0.95).length).toBeLessThan(570);
});

test('the nonce is found in every text; the keyword only where a rule shall answer', () => {
  fc.assert(
    fc.property(
      fc.stringMatching(/^[2-9][a-z][0-9a-z]{4,9}$/),
      fc.constantFrom(...parcelTexts),
      (nonce, text) => {
        expect(nonceOf(text.replace('{nonce}', nonce), parcelTexts)).toBe(nonce);
      },
    ),
  );
  expect(nonceOf('hello', parcelTexts)).toBeNull();
  const keyword = /discount code|할인 코드|优惠码/;
  expect(discountTexts.every((text) => keyword.test(text) && text.includes('{nonce}'))).toBe(true);
  expect(parcelTexts.some((text) => keyword.test(text))).toBe(false);
});

const conversation: AgentConversation = { id: 'c1', text: 'Where is parcel 2b0000 now?', version: 3 };

async function shift(changes: Partial<AgentSession>) {
  const steps: string[] = [];
  let field: string | null = null;
  const fine = { ok: true, status: 200 } as const;
  const session: AgentSession = {
    onWork: () => undefined,
    assigned: async () => ({ ...fine, value: [] }),
    history: async () => ({ ...fine, value: [] }),
    reply: async () => fine,
    writeField: async (_, waybill, version) => {
      field = waybill;
      return { ...fine, value: version + 1 };
    },
    readField: async () => ({ ...fine, value: { waybill: field, version: 4 } }),
    close: async () => fine,
    leave: async () => undefined,
    reconnects: 0,
    ...changes,
  };
  const failure = await operate(session, {
    conversation,
    nonce: '2b0000',
    waybill: 'SP1',
    think: async () => void steps.push('think'),
    onStep: (step: Step, _, ok) => void steps.push(`${step} ${ok}`),
  });
  return { failure, steps };
}

test('an operation: history, reply, write, read back, close', async () => {
  const { failure, steps } = await shift({});
  expect(failure).toBeNull();
  expect(steps).toEqual(['history true', 'think', 'reply true', 'write true', 'read true', 'close true']);
});

test('what the system does wrong is named by kind', async () => {
  const kindOf = async (changes: Partial<AgentSession>) => (await shift(changes)).failure?.kind;
  expect(await kindOf({ writeField: async () => ({ ok: false, status: 409 }) })).toBe('conflict');
  expect(await kindOf({ writeField: async () => ({ ok: false, status: 500 }) })).toBe('write');
  expect(await kindOf({ reply: async () => ({ ok: false, status: 0 }) })).toBe('transport');
  expect(await kindOf({ history: async () => Promise.reject(new Error('gone')) })).toBe('transport');
  expect(await kindOf({ close: async () => ({ ok: false, status: 500 }) })).toBe('refused');
  const stale = async () => ({ ok: true, status: 200, value: { waybill: 'SP0', version: 4 } });
  expect(await kindOf({ readField: stale })).toBe('readback');
});

test('search: a result is right when it holds as many different planted messages as there are, up to the limit', () => {
  const [term] = plantedTerms.filter(({ language, termClass }) => language === 'ko' && termClass === 'rare');
  if (term === undefined) throw new Error('no such term');
  const planted = Array.from({ length: 20_000 }, (_, ordinal) => ordinal).filter((ordinal) =>
    holds(term, ordinal),
  );
  expect(planted).toEqual(
    Array.from({ length: 20_000 }, (_, ordinal) => ordinal).filter((ordinal) => isPlanted(term, ordinal)),
  );
  const hits = planted.map((ordinal) => ({ id: String(ordinal), text: `… 문의 #${ordinal}` }));
  const right = { ...term, planted: hits.length };
  expect(hits.length).toBe(plantedCount(term, 20_000));
  expect(asExpected(right, hits, 100)).toBe(true);
  expect(asExpected(right, hits.slice(0, 5), 5)).toBe(true);
  expect(asExpected(right, hits.slice(1), 100)).toBe(false);
  expect(asExpected(right, [...hits.slice(1), ...hits.slice(1, 2)], 100)).toBe(false);
  expect(asExpected(right, [...hits.slice(1), { id: '1', text: '#1' }], 100)).toBe(false);
  expect(asExpected(right, [...hits.slice(1), { id: '1', text: 'no ordinal' }], 100)).toBe(false);
  expect(asExpected({ ...right, planted: 0 }, [], 100)).toBe(true);
});

test('API calls are drawn by weight, the same for every run of a seed', () => {
  const run = async () => ({ ok: true, status: 200 });
  const calls = [
    { name: 'a', weight: 3, run },
    { name: 'b', weight: 1, run },
  ];
  const names = Array.from({ length: 4000 }, (_, i) => pickCall(calls, i, 9).name);
  expect(names).toEqual(Array.from({ length: 4000 }, (_, i) => pickCall(calls, i, 9).name));
  // 1,000 expected; 4 standard deviations are 110.
  const b = names.filter((name) => name === 'b').length;
  expect(Math.abs(b - 1000)).toBeLessThan(110);
  expect(() => pickCall([], 0, 9)).toThrow('names no API calls');
});
