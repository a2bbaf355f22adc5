/** Exit codes of `stormproof` (design §4.6, sysexits where one fits). `run` uses `runExitCodes`. */
export const exitCodes = {
  meets: 0,
  doesNotMeet: 1,
  notProven: 2,
  invalid: 3,
  usage: 64,
  data: 65,
  environment: 69,
  internal: 70,
  io: 74,
  interrupted: 130,
} as const;

/** k6's own codes, for `stormproof run` (k6 errext/exitcodes). */
export const runExitCodes = {
  ok: 0,
  thresholdsFailed: 99,
  setupTimeout: 100,
  teardownTimeout: 101,
  genericTimeout: 102,
  invalidConfig: 104,
  interrupted: 105,
  scriptException: 107,
  scriptAborted: 108,
  markedAsFailed: 110,
} as const;

export type ExitCode =
  | (typeof exitCodes)[keyof typeof exitCodes]
  | (typeof runExitCodes)[keyof typeof runExitCodes];
