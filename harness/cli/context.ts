import type { Child } from './process/spawn-child.ts';

/** What a command may touch of the outside world. Built once in main.ts; tests build their own. */
export interface CliContext {
  /** Results only. */
  readonly stdout: (text: string) => void;
  /** Progress, notices and errors. */
  readonly stderr: (text: string) => void;
  readonly stderrIsTty: boolean;
  /** Columns of the terminal behind stderr; 80 where unknown. */
  readonly columns: number;
  readonly color: boolean;
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Arguments as typed, for plan.json (secrets are taken out there). */
  readonly argv: readonly string[];
  /** Aborted by the first SIGINT or SIGTERM with a StormproofError SP_CLI_INTERRUPTED. */
  readonly signal: AbortSignal;
  /** Every living child of this process: the second Ctrl-C kills them hard. */
  readonly children: Set<Child>;
}
