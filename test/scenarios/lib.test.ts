import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { operate, type Step } from '../../scenarios/lib/agent-operation.ts';
import { fileMaker } from '../../scenarios/lib/files.ts';
import { uniform } from '../../scenarios/lib/random.ts';
import { discountTexts, nonceOf, parcelTexts } from '../../scenarios/lib/texts.ts';
import type { AgentConversation, AgentSession } from '../../vendors/contract/client.ts';

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
