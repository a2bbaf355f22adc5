/**
 * Name of a run and of its folder: UTC time (sorts as text), vendor, size; e.g. `20261122T170448Z-reference-smoke`. Pure.
 */
export function runId(at: Date, vendor: string, label: string): string {
  const time = at
    .toISOString()
    .replace(/[-:]/g, '')
    .replace(/\.\d+Z$/, 'Z');
  return [time, slug(vendor), slug(label)].join('-');
}

/** Lower-case letters, digits and "-", at most 40: safe in paths, URLs and shells. */
function slug(text: string): string {
  const words = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return words.slice(0, 40) || 'x';
}
