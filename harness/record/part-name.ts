/** File name of part `part` (0-based) of a logical event file: `asks.ndjson.gz`, `asks.1.ndjson.gz` … */
export function partName(file: string, part: number): string {
  return part === 0 ? `${file}.ndjson.gz` : `${file}.${part}.ndjson.gz`;
}

/** The logical file and part of a file name, or null when it is no event file. */
export function parsePartName(name: string): { readonly file: string; readonly part: number } | null {
  const match = /^([a-z0-9-]+)(?:\.(\d+))?\.ndjson\.gz$/.exec(name);
  if (match?.[1] === undefined) return null;
  return { file: match[1], part: match[2] === undefined ? 0 : Number(match[2]) };
}
