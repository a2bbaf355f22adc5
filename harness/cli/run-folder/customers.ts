import type { VendorCustomer } from '../../../vendors/contract/lifecycle.ts';

/** No digits or letters that are read alike (0 O, 1 I L, U V). 30 of them. */
const alphabet = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const codeLength = 6;
const space = alphabet.length ** codeLength;
/** Coprime with 30^6 (ends neither in an even digit nor in 0, 3, 5 as a divisor): i → i·step + offset mod space is one to one. */
const step = 311_040_007;
/** A country code nobody has: no such number can exist (ITU-T E.164 list, 999 = reserved). */
const countryCode = '999';

/**
 * `count` synthetic customers, the same for the same seed. Every one has a number and a discount code of its own; the business
 * numbers take turns. Codes all have one length, so none holds another.
 */
export function seedCustomers(count: number, numbers: number, seed: number): readonly VendorCustomer[] {
  return Array.from({ length: count }, (_, index) => ({
    waId: `${countryCode}${String(100_000_000 + index)}`,
    name: `Customer ${index + 1}`,
    number: index % numbers,
    code: `SP-${encode((index * step + seed) % space)}`,
  }));
}

function encode(value: number): string {
  let rest = value;
  let text = '';
  for (let place = 0; place < codeLength; place += 1) {
    text = (alphabet[rest % alphabet.length] ?? '') + text;
    rest = Math.floor(rest / alphabet.length);
  }
  return text;
}
