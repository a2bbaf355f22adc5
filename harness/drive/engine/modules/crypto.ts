import { createHash, createHmac, randomBytes } from 'node:crypto';
import { toArrayBuffer, toBase64, toBytes } from './bytes.ts';
import { unsupported } from './unsupported.ts';

/** k6's name → OpenSSL's. md4 is gone from OpenSSL 3. */
const algorithms: Readonly<Record<string, string>> = {
  md5: 'md5',
  sha1: 'sha1',
  sha256: 'sha256',
  sha384: 'sha384',
  sha512: 'sha512',
  sha512_224: 'sha512-224',
  sha512_256: 'sha512-256',
  ripemd160: 'ripemd160',
};

interface Digester {
  update(bytes: Buffer): unknown;
  digest(): Buffer;
}

function algorithm(name: string): string {
  const known = algorithms[name];
  if (known === undefined) throw new Error(`invalid algorithm: ${name}`);
  return known;
}

function encode(bytes: Buffer, encoding: string): string | ArrayBuffer {
  switch (encoding) {
    case 'hex':
      return bytes.toString('hex');
    case 'base64':
      return toBase64(bytes, 'std');
    case 'base64url':
      return toBase64(bytes, 'url');
    case 'base64rawurl':
      return toBase64(bytes, 'rawurl');
    case 'binary':
      return toArrayBuffer(bytes);
    default:
      throw new Error(`invalid output encoding: ${encoding}`);
  }
}

function hasher(digester: Digester): Record<string, unknown> {
  return {
    update: (input: unknown) => void digester.update(toBytes(input)),
    digest: (encoding: string) => encode(digester.digest(), encoding),
  };
}

/** `k6/crypto`. */
export function cryptoModule(): Record<string, unknown> {
  const hashes = Object.keys(algorithms).map((name) => [
    name,
    (input: unknown, encoding: string) =>
      encode(createHash(algorithm(name)).update(toBytes(input)).digest(), encoding),
  ]);
  return {
    ...Object.fromEntries(hashes),
    md4: unsupported('md4()', 'OpenSSL 3 dropped it'),
    randomBytes: (size: number) => {
      if (!Number.isInteger(size) || size < 1) throw new Error('invalid size');
      return toArrayBuffer(randomBytes(size));
    },
    hmac: (name: string, secret: unknown, input: unknown, encoding: string) =>
      encode(createHmac(algorithm(name), toBytes(secret)).update(toBytes(input)).digest(), encoding),
    createHash: (name: string) => hasher(createHash(algorithm(name))),
    createHMAC: (name: string, secret: unknown) => hasher(createHmac(algorithm(name), toBytes(secret))),
  };
}
