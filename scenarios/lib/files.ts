import type { UploadFile } from '../../vendors/contract/client.ts';
import { hash, uniform } from './random.ts';

export type SizeClass = 'small' | 'medium' | 'large';

/** Seeded mix: 70 % small, 25 % medium, 5 % large. */
const small = { name: 'small', below: 0.7, bytes: 120_000 } as const;
const medium = { name: 'medium', below: 0.95, bytes: 600_000 } as const;
const large = { name: 'large', below: 1, bytes: 4_500_000 } as const;
const blockBytes = 65_536;

function block(seed: number): Uint8Array {
  const words = new Uint32Array(blockBytes / 4);
  for (let index = 0; index < words.length; index += 1) words[index] = hash(seed, index);
  return new Uint8Array(words.buffer);
}

export interface MediaFile extends UploadFile {
  readonly sizeClass: SizeClass;
}

/**
 * Makes the files of a burst. One pseudo-random block is repeated and every file starts with its own index, so
 * that bytes are cheap to make on any engine and no two files are equal.
 */
export function fileMaker(seed: number): (index: number) => MediaFile {
  const pattern = block(seed);

  return (index) => {
    const share = uniform(seed, index);
    const { name: sizeClass, bytes: length } = [small, medium].find(({ below }) => share < below) ?? large;
    const bytes = new Uint8Array(length);
    for (let at = 0; at < length; at += blockBytes) {
      bytes.set(length - at < blockBytes ? pattern.subarray(0, length - at) : pattern, at);
    }
    // JPEG's first bytes, then seed and index.
    bytes.set([0xff, 0xd8, 0xff, 0xe0]);
    new DataView(bytes.buffer).setUint32(4, seed >>> 0);
    new DataView(bytes.buffer).setUint32(8, index);
    return { index, name: `photo-${index}.jpg`, mime: 'image/jpeg', bytes: bytes.buffer, sizeClass };
  };
}
