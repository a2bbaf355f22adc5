/**
 * Message ids as Meta builds them (decoded from documentation samples, inferred): "wamid." + base64 of
 * 1C 18 <len> <user phone> 15 02 00 <11 outbound | 12 inbound> 18 <len> <20 upper-hex> 00.
 */
export type Direction = 'inbound' | 'outbound';

const hexDigits = 20;

/** `unique`: 20 upper-case hex digits, unique per user and direction. */
export function wamid(direction: Direction, waId: string, unique: string): string {
  const body = `\x1c\x18${String.fromCharCode(waId.length)}${waId}\x15\x02\x00${
    direction === 'outbound' ? '\x11' : '\x12'
  }\x18${String.fromCharCode(hexDigits)}${unique}\x00`;
  return `wamid.${Buffer.from(body, 'latin1').toString('base64')}`;
}

/** The 20 hex digits of an id made here, or null for anything else. */
export function wamidUnique(id: string): string | null {
  if (!id.startsWith('wamid.')) return null;
  const body = Buffer.from(id.slice(6), 'base64').toString('latin1');
  const unique = body.slice(-hexDigits - 1, -1);
  return /^[0-9A-F]{20}$/.test(unique) ? unique : null;
}

/** `value` as `digits` upper-case hex digits. */
export function upperHex(value: number, digits: number): string {
  return value.toString(16).toUpperCase().padStart(digits, '0');
}
