import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seedCustomers } from '../../../../harness/cli/run-folder/customers.ts';
import type { VendorCustomer } from '../../../../vendors/contract/lifecycle.ts';

test('codes and numbers are unique, of one length, and numbers take turns', () => {
  const seeds = fc.integer({ min: 0, max: 4_294_967_295 });
  fc.assert(
    fc.property(
      seeds,
      fc.integer({ min: 1, max: 6000 }),
      fc.integer({ min: 1, max: 8 }),
      (seed, count, numbers) => {
        const customers = seedCustomers(count, numbers, seed);
        const codes = new Set(customers.map(({ code }) => code));
        const waIds = new Set(customers.map(({ waId }) => waId));
        expect(codes.size).toBe(count);
        expect(waIds.size).toBe(count);
        const shaped = ({ code, waId }: VendorCustomer) =>
          /^SP-[2-9A-HJ-NP-TV-Z]{6}$/.test(code) && /^999\d{9}$/.test(waId);
        expect(customers.filter((customer) => !shaped(customer))).toEqual([]);
        expect(customers.filter(({ number }, index) => number !== index % numbers)).toEqual([]);
      },
    ),
    { numRuns: 20 },
  );
});

test('the same seed gives the same customers, another seed other codes', () => {
  expect(seedCustomers(10, 8, 7)).toEqual(seedCustomers(10, 8, 7));
  expect(seedCustomers(1, 8, 7)[0]?.code).not.toBe(seedCustomers(1, 8, 8)[0]?.code);
});
