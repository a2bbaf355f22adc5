import { toArrayBuffer, toBase64, toBytes } from './bytes.ts';

const variants = ['std', 'rawstd', 'url', 'rawurl'] as const;
type Variant = (typeof variants)[number];

function variantOf(name: string | undefined): Variant {
  return variants.find((variant) => variant === name) ?? 'std';
}

/** `k6/encoding`. */
export function encodingModule(): Record<string, unknown> {
  return {
    b64encode: (input: unknown, variant?: string) => toBase64(toBytes(input), variantOf(variant)),
    b64decode: (input: string, variant?: string, format?: string) => {
      const url = variant === 'url' || variant === 'rawurl';
      const bytes = Buffer.from(input, url ? 'base64url' : 'base64');
      return format === 's' ? bytes.toString('utf8') : toArrayBuffer(bytes);
    },
  };
}
