import { type ExitCode, exitCodes, runExitCodes } from './exit-codes.ts';

/**
 * Every error a user can meet: id → exit code and what to do. docs/reference/errors.md lists each one (a test
 * holds the two in step). Ids are `SP_<ROOM>_<NAME>` and stable.
 */
export const errorCatalogue = {
  SP_CLI_USAGE: { exit: exitCodes.usage, fix: 'See `stormproof --help`.' },
  SP_CLI_UNKNOWN_VENDOR: {
    exit: exitCodes.usage,
    fix: 'Use a folder name under vendors/ or the path of a folder with vendor.yaml.',
  },
  SP_CLI_VENDOR_FILE: { exit: exitCodes.usage, fix: 'Correct the fields named above in vendor.yaml.' },
  SP_CLI_NO_PERMISSION: {
    exit: exitCodes.usage,
    fix: 'Only loopback may be load-tested. For another host add permission: {by, date, window, maxRate, publish} to vendor.yaml.',
  },
  SP_CLI_REQUIREMENTS: {
    exit: exitCodes.usage,
    fix: 'Correct the lines named above in the requirement set.',
  },
  SP_CLI_FOLDER: { exit: exitCodes.data, fix: 'Give a run folder: it holds plan.json and events/.' },
  SP_CLI_SCHEMA: {
    exit: exitCodes.data,
    fix: 'Use the version that wrote the file. A result.json alone is written again by `stormproof check DIR`.',
  },
  SP_CLI_EDITED: {
    exit: exitCodes.data,
    fix: 'Run `stormproof check DIR`: it derives result.json again from the event files.',
  },
  SP_CLI_PORT: { exit: exitCodes.environment, fix: 'Stop the other program or choose another port.' },
  SP_CLI_NOT_BUILT: { exit: exitCodes.internal, fix: 'Run `npm run build`.' },
  SP_CLI_DISK: { exit: exitCodes.io, fix: 'Free space or choose another folder with --out.' },
  SP_CLI_INTERRUPTED: {
    exit: exitCodes.interrupted,
    fix: 'The run folder is readable; `stormproof check DIR` judges what was measured.',
  },
  SP_CLI_INTERNAL: {
    exit: exitCodes.internal,
    fix: 'This is a defect of Stormproof: please report it with the run folder.',
  },
  SP_DRIVE_SCRIPT: { exit: runExitCodes.scriptException, fix: 'Correct the script at the line shown.' },
  SP_DRIVE_OPTIONS: { exit: runExitCodes.invalidConfig, fix: 'Correct the options named above.' },
  SP_DRIVE_VENDOR_UNHEALTHY: {
    exit: exitCodes.environment,
    fix: 'Read logs/vendor.log in the run folder; start it by hand to see why it does not become healthy.',
  },
  SP_DRIVE_VENDOR_START: {
    exit: exitCodes.environment,
    fix: 'Read logs/vendor.log in the run folder.',
  },
  SP_DRIVE_VENDOR_HISTORY: {
    exit: exitCodes.environment,
    fix: 'Read the log of the vendor in the run folder; or leave the scenario out with --only.',
  },
  SP_DRIVE_WEBHOOK: {
    exit: exitCodes.environment,
    fix: 'The vendor must answer the GET challenge of its webhook with the bare challenge, and accept what is signed with the app secret: check URL, verify token and app secret.',
  },
  SP_DRIVE_MOCK: { exit: exitCodes.environment, fix: 'Read mock.log in the run folder.' },
  SP_DRIVE_CHILD: { exit: exitCodes.environment, fix: 'Read the log of the process in the run folder.' },
  SP_DRIVE_K6: {
    exit: exitCodes.environment,
    fix: 'Build k6 with `npm run k6` (needs Go), or use --engine node.',
  },
  SP_SUT_POSTGRES: {
    exit: exitCodes.environment,
    fix: 'Read what PostgreSQL says above. With DATABASE_URL set, that server must be running; without it an embedded one is started.',
  },
  SP_SUT_OPTIONS: { exit: exitCodes.usage, fix: 'Correct the options named above.' },
  SP_SUT_PORT: { exit: exitCodes.environment, fix: 'Stop the other program or choose another --port.' },
  SP_SUT_START: { exit: exitCodes.environment, fix: 'Read the message of the process above.' },
  SP_MOCK_OPTIONS: { exit: exitCodes.usage, fix: 'Correct the options named above.' },
  SP_MOCK_PORT: {
    exit: exitCodes.environment,
    fix: 'Stop the other program or choose another --port / --control-port.',
  },
  SP_RECORD_IO: { exit: exitCodes.io, fix: 'Free space on the disk of the run folder.' },
  SP_RECORD_EVENTS: {
    exit: exitCodes.data,
    fix: 'The event file is damaged; the run cannot be judged from it.',
  },
} as const satisfies Readonly<Record<string, { readonly exit: ExitCode; readonly fix: string }>>;

export type ErrorId = keyof typeof errorCatalogue;

/**
 * An error meant for the user. `problems` holds every problem found, one line each: "field: value: fix".
 * Anything else that is thrown counts as SP_CLI_INTERNAL.
 */
export class StormproofError extends Error {
  override readonly name = 'StormproofError';
  readonly id: ErrorId;
  readonly problems: readonly string[];

  constructor(id: ErrorId, message: string, problems: readonly string[] = [], cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.id = id;
    this.problems = problems;
  }

  get exitCode(): ExitCode {
    return errorCatalogue[this.id].exit;
  }

  get fix(): string {
    return errorCatalogue[this.id].fix;
  }
}
