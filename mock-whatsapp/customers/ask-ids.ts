import { upperHex, wamid, wamidUnique } from '../lib/wamid.ts';

/** Message ids of one plan's asks: the plan's serial and the ask's index, so that an id leads back to its ask. */
export interface AskIds {
  of(waId: string, index: number): string;
  /** Index of the ask, or null for an id of anything else. */
  indexOf(id: string): number | null;
}

const serialDigits = 8;
const indexDigits = 12;

export function createAskIds(serial: number): AskIds {
  const prefix = upperHex(serial, serialDigits);
  return {
    of: (waId, index) => wamid('inbound', waId, `${prefix}${upperHex(index, indexDigits)}`),
    indexOf(id) {
      const unique = wamidUnique(id);
      if (unique === null || !unique.startsWith(prefix)) return null;
      return Number.parseInt(unique.slice(serialDigits), 16);
    },
  };
}
