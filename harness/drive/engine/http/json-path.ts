/**
 * The part of gjson's paths that scripts use: keys and indices joined by dots, `#` for a length or for
 * "of each" (`friends.#.name`), `\.` for a dot in a key. Undefined when nothing is there.
 */
export function selectJson(value: unknown, path: string): unknown {
  const keys = path.split(/(?<!\\)\./).map((key) => key.replaceAll('\\.', '.'));
  return select(value, keys);
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
