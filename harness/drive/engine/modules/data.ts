import type { Vu } from '../runtime/vu.ts';

function deepFreeze(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  for (const entry of Object.values(value)) deepFreeze(entry);
  return Object.freeze(value);
}

const refuse = (): never => {
  throw new TypeError('SharedArray is immutable');
};

/** Reads like an array; every access gives a fresh frozen copy, as in k6. */
function view(elements: readonly string[]): unknown[] {
  const target: unknown[] = [];
  return new Proxy(target, {
    get(_, key, receiver) {
      if (key === 'length') return elements.length;
      if (typeof key === 'string' && /^\d+$/.test(key)) {
        const json = elements[Number(key)];
        return json === undefined ? undefined : deepFreeze(JSON.parse(json));
      }
      return Reflect.get(target, key, receiver);
    },
    has: (_, key) =>
      typeof key === 'string' && /^\d+$/.test(key) ? Number(key) < elements.length : key in target,
    set: refuse,
    defineProperty: refuse,
    deleteProperty: refuse,
  });
}

/** `k6/data`. */
export function dataModule(vu: Vu): Record<string, unknown> {
  function SharedArray(name: string, build: () => unknown): unknown {
    if (!vu.inInit) throw new Error('new SharedArray must be called in the init context (at module level)');
    if (typeof name !== 'string' || name === '')
      throw new Error("empty name provided to SharedArray's constructor");
    let elements = vu.test.sharedArrays.get(name);
    if (elements === undefined) {
      const built = build();
      if (!Array.isArray(built)) throw new Error('only arrays can be made into SharedArray');
      elements = built.map((element) => JSON.stringify(element) ?? 'null');
      vu.test.sharedArrays.set(name, elements);
    }
    return view(elements);
  }
  return { SharedArray };
}
