/**
 * zod's message for a reader: a field that is not there is "missing", not "received undefined". Messages of our own pass
 * unchanged.
 */
export function plainIssue(message: string): string {
  const [, expected] = /^Invalid input: expected (.+), received undefined$/.exec(message) ?? [];
  if (expected !== undefined) return `missing: expected ${expected}`;
  return message.replace(/^Invalid (input|option): /, '');
}
