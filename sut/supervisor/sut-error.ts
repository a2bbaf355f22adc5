/** Ids, exit codes (sysexits: 64 usage, 69 unavailable) and fixes; the same as in the harness's catalogue. */
const catalogue = {
  SP_SUT_OPTIONS: { exit: 64, fix: 'Correct the options named above.' },
  SP_SUT_PORT: { exit: 69, fix: 'Stop the other program or choose another --port.' },
  SP_SUT_POSTGRES: {
    exit: 69,
    fix: 'Read the server log quoted above; or give a running server by DATABASE_URL.',
  },
  SP_SUT_START: { exit: 69, fix: 'Read the message of the process above.' },
} as const;

export type SutErrorId = keyof typeof catalogue;

/** An error meant for the person who started the SCRM. */
export class SutError extends Error {
  override readonly name = 'SutError';
  readonly id: SutErrorId;
  readonly problems: readonly string[];

  constructor(id: SutErrorId, message: string, problems: readonly string[] = []) {
    super(message);
    this.id = id;
    this.problems = problems;
  }

  get exitCode(): number {
    return catalogue[this.id].exit;
  }

  /** What stderr shows: id and message, each problem on a line, the fix. */
  get report(): string {
    return [
      `${this.id} ${this.message}`,
      ...this.problems.map((line) => `  ${line}`),
      catalogue[this.id].fix,
    ].join('\n');
  }
}
