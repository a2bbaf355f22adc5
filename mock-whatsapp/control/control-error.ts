import type { z } from 'zod';

/** A refusal of the control API: `{error: {id, message}}`. */
export class ControlError extends Error {
  readonly id: string;
  readonly status: 400 | 404 | 409;

  constructor(status: 400 | 404 | 409, id: string, message: string) {
    super(message);
    this.status = status;
    this.id = id;
  }
}

/** Longest value quoted in a message. */
const quoteMax = 60;

/** Problems named one by one; a list of a million bad times would be a message nobody can open. */
const problemsMax = 200;

/** The body as `schema` types it. Throws SP_MOCK_REQUEST with every problem, one a line: "field: value: what to do". */
export function parseBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const all = problems(parsed.error, body);
  const more = all.length > problemsMax ? [`and ${all.length - problemsMax} more problems`] : [];
  throw new ControlError(400, 'SP_MOCK_REQUEST', [...all.slice(0, problemsMax), ...more].join('\n'));
}

/** Every problem, one line each: field, the value given, what is wrong with it. */
export function problems(error: z.ZodError, input: unknown): readonly string[] {
  return error.issues.map(({ path, message }) => {
    const given = JSON.stringify(valueAt(input, path)) ?? 'missing';
    const quoted = given.length > quoteMax ? `${given.slice(0, quoteMax)}…` : given;
    return `${path.length === 0 ? 'body' : path.join('.')}: ${quoted}: ${message}`;
  });
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Readonly<Record<PropertyKey, unknown>>)[key];
  }
  return value;
}
