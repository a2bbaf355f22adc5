/** What k6's log on stderr tells beyond its text. */
export interface K6Log {
  add(line: string): void;
  /** Iterations that ended with an exception. */
  readonly exceptions: number;
  readonly firstException: string | null;
  /** Metrics whose thresholds failed, as k6 names them at the end. */
  readonly crossed: readonly string[];
  readonly lastError: string | null;
}

/** `time="…" level=error msg="…" executor=… scenario=…`. */
function message(line: string): string {
  const match = /msg=("(?:[^"\\]|\\.)*"|\S+)/.exec(line);
  const text = match?.[1] ?? line;
  return text.startsWith('"') ? (JSON.parse(text) as string).trim() : text;
}

export function readK6Log(): K6Log {
  let exceptions = 0;
  let firstException: string | null = null;
  let crossed: readonly string[] = [];
  let lastError: string | null = null;
  return {
    add(line) {
      if (!line.includes(' level=error ') || line.includes(' source=console')) return;
      const text = message(line);
      lastError = text;
      const found = /^thresholds on metrics '(.*)' have been crossed/.exec(text)?.[1];
      if (found !== undefined) crossed = found.split(', ');
      if (!/ executor=\S+/.test(line)) return;
      exceptions += 1;
      firstException ??= text;
    },
    get exceptions() {
      return exceptions;
    },
    get firstException() {
      return firstException;
    },
    get crossed() {
      return crossed;
    },
    get lastError() {
      return lastError;
    },
  };
}
