/** One business number of the mock. */
export interface PhoneNumber {
  readonly index: number;
  /** Graph node id, digits. */
  readonly id: string;
  /** Digits with country code. */
  readonly display: string;
  readonly verifiedName: string;
}

/** Id of the one WhatsApp Business Account that owns all numbers. */
export const wabaId = '102290129340398';

/** The same ids and numbers in every run. */
export function createNumbers(count: number): readonly PhoneNumber[] {
  return Array.from({ length: count }, (_, index) => ({
    index,
    id: String(106540352242900 + index),
    display: String(15550783800 + index),
    verifiedName: `Stormproof ${index + 1}`,
  }));
}
