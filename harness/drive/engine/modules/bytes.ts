/** Bytes of what k6 takes for data: a string (UTF-8), an ArrayBuffer, a view or an array of numbers. */
export function toBytes(input: unknown): Buffer {
  if (typeof input === 'string') return Buffer.from(input, 'utf8');
  if (input instanceof ArrayBuffer) return Buffer.from(input);
  if (ArrayBuffer.isView(input)) return Buffer.from(input.buffer, input.byteOffset, input.byteLength);
  if (Array.isArray(input)) return Buffer.from(input as number[]);
  throw new TypeError(`invalid type ${typeof input}, expected string, ArrayBuffer or a view`);
}

export function toArrayBuffer(bytes: Buffer): ArrayBuffer {
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
}

/** base64 of k6: std and url with padding, raw variants without. */
export function toBase64(bytes: Buffer, variant: 'std' | 'rawstd' | 'url' | 'rawurl'): string {
  const std = bytes.toString('base64');
  const alphabet =
    variant === 'url' || variant === 'rawurl' ? std.replaceAll('+', '-').replaceAll('/', '_') : std;
  return variant === 'rawstd' || variant === 'rawurl' ? alphabet.replace(/=+$/, '') : alphabet;
}
