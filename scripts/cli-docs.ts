import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { CliContext } from '../harness/cli/context.ts';
import { buildProgram } from '../harness/cli/program.ts';
import { asset } from '../package-root.ts';

export const cliDocsPath: string = asset('docs', 'reference', 'cli.md');

/** Help never runs anything: a context in which nothing can happen. */
const silent: CliContext = {
  stdout: () => {},
  stderr: () => {},
  stderrIsTty: false,
  columns: 100,
  color: false,
  cwd: '.',
  env: {},
  argv: [],
  signal: new AbortController().signal,
  children: new Set(),
};

/** docs/reference/cli.md: what `--help` prints, of the program and of each command. */
export function cliReference(): string {
  const parts: string[] = [];
  const program = buildProgram({ ...silent, stdout: (text) => parts.push(text) }, '0.0.0', () => {});
  function help(command: typeof program): string {
    parts.length = 0;
    command.outputHelp();
    return parts.join('').trimEnd();
  }
  const lines = [
    '# Command line',
    '',
    'Generated from the real `--help` by `scripts/cli-docs.ts`; a test holds it up to date.',
    'Results go to stdout, progress and errors to stderr. Every error names its id ([errors.md](errors.md)), all problems, and a fix.',
    '',
    '```text',
    help(program),
    '```',
  ];
  for (const command of program.commands) {
    lines.push('', `## ${command.name()}`, '', '```text', help(command), '```');
  }
  return `${lines.join('\n')}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(cliDocsPath, cliReference());
  console.log(cliDocsPath);
}
