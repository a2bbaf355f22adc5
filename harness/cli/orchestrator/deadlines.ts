/** Time limits of design §4.3 and §4.8, the same at every size; written into plan.json. */
export const deadlines = {
  answerDeadlineMs: 10_000,
  drainQuietMs: 3000,
  drainMaxMs: 30_000,
  failoverWatchMs: 108_000,
  /** A22 gives no threshold for "delayed"; ours is the answer deadline of a conversation. */
  pushLateMs: 10_000,
} as const;
