import type { CliContext } from '../../../../harness/cli/context.ts';

export interface Captured {
  readonly context: CliContext;
  stdout(): string;
  stderr(): string;
}

/** A context that keeps what a command prints. */
export function captured(argv: readonly string[], parts: Partial<CliContext> = {}): Captured {
  const out: string[] = [];
  const err: string[] = [];
  return {
    context: {
      stdout: (text) => out.push(text),
      stderr: (text) => err.push(text),
      stderrIsTty: false,
      columns: 80,
      color: false,
      cwd: process.cwd(),
      env: {},
      argv,
      signal: new AbortController().signal,
      children: new Set(),
      ...parts,
    },
    stdout: () => out.join(''),
    stderr: () => err.join(''),
  };
}
