/**
 * The part of gjson's paths that scripts use: keys and indices joined by dots, `#` for a length or for
 * "of each" (`friends.#.name`), `\.` for a dot in a key. Undefined when nothing is there.
 */
export function selectJson(value: unknown, path: string): unknown {
  return select(value, keysOf(path));
}

const known = new Map<string, readonly string[]>();
/** Bounded: a script may make paths for ever. */
const knownPaths = 1000;

function keysOf(path: string): readonly string[] {
  let keys = known.get(path);
  if (keys === undefined) {
    keys = path.split(/(?<!\\)\./).map((key) => key.replaceAll('\\.', '.'));
    if (known.size >= knownPaths) known.clear();
    known.set(path, keys);
  }
  return keys;
}

function select(value: unknown, keys: readonly string[]): unknown {
  const [key, ...rest] = keys;
  if (key === undefined) return value;
  if (typeof value !== 'object' || value === null) return undefined;
  if (key === '#' && Array.isArray(value)) {
    return rest.length === 0
      ? value.length
      : value.map((entry) => select(entry, rest)).filter((entry) => entry !== undefined);
  }
  return select((value as Record<string, unknown>)[key], rest);
}
