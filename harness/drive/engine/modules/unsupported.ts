/** A function that k6 has and the built-in engine does not: says so when it is called. */
export function unsupported(name: string, instead: string): () => never {
  return () => {
    throw new Error(`${name} is not supported by the built-in engine: ${instead}`);
  };
}
