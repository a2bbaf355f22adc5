/** Meta's pair rule: one message per 6 s to one customer, up to 45 at once (borrowed from the future). */
const pairRefillMs = 6_000;
const pairDepth = 45;

/** Share of a second's budget that may leave at once. */
const burstSeconds = 0.25;
/** After a throttle the rate is halved, at most once in this time, then grows back by a tenth of full rate each second. */
const cutPauseMs = 500;
const recoveryPerSec = 0.1;
/**
 * Share of a number's rate that campaigns may use up together with everything else on it, customers' messages included:
 * a reply always finds a fifth of the second free.
 */
const campaignShare = 0.8;
/** Below this share of the full rate the sender would stop probing whether Meta has room again. */
const floorRatio = 0.02;

/** Pairs are forgotten when their debt is over; looked for at most this often. */
const cleanEveryMs = 60_000;

interface NumberState {
  ratio: number;
  changedAt: number;
  /** Theoretical arrival time of the token bucket, ms. */
  next: number;
  /** The same of the campaigns' bucket, which messages of both directions fill. */
  campaignNext: number;
}

export interface Pacer {
  /** Takes one slot of the number and of the pair; returns how many ms from `nowMs` the send may start (0 = now). */
  reserve(phoneNumberId: string, to: string, nowMs: number): number;
  /** Messages of a campaign that may be reserved now without making a reply wait. Takes nothing. */
  spare(phoneNumberId: string, nowMs: number): number;
  /** A customer's message came: Meta counts both directions against the number. */
  received(phoneNumberId: string, nowMs: number): void;
  /** Meta said 130429 for this number. */
  throttled(phoneNumberId: string, nowMs: number): void;
  /** Meta said 131056 for this pair: nothing before `untilMs`. */
  pairLimited(phoneNumberId: string, to: string, untilMs: number): void;
}

/**
 * Rates of this node: a token bucket per business number (halved when Meta throttles, growing back) and Meta's own pair
 * rule as GCRA. Other nodes pace for themselves: `ratePerSec` is this node's share.
 */
export function createPacer(ratePerSec: number): Pacer {
  const numbers = new Map<string, NumberState>();
  const pairs = new Map<string, number>();
  let cleanedAt = 0;

  function numberState(id: string, nowMs: number): NumberState {
    let state = numbers.get(id);
    if (state === undefined) {
      state = { ratio: 1, changedAt: nowMs, next: 0, campaignNext: 0 };
      numbers.set(id, state);
    }
    return state;
  }

  function currentRatio(state: NumberState, nowMs: number): number {
    return Math.min(1, state.ratio + (Math.max(0, nowMs - state.changedAt) / 1_000) * recoveryPerSec);
  }

  function campaignGapMs(state: NumberState, nowMs: number): number {
    return 1_000 / (ratePerSec * campaignShare * currentRatio(state, nowMs));
  }

  function chargeCampaigns(state: NumberState, nowMs: number): void {
    state.campaignNext = Math.max(state.campaignNext, nowMs) + campaignGapMs(state, nowMs);
  }

  function clean(nowMs: number): void {
    if (nowMs - cleanedAt < cleanEveryMs) return;
    cleanedAt = nowMs;
    for (const [pair, next] of pairs) if (next <= nowMs) pairs.delete(pair);
  }

  return {
    reserve: (phoneNumberId, to, nowMs) => {
      clean(nowMs);
      const pair = `${phoneNumberId} ${to}`;
      const pairNext = Math.max(pairs.get(pair) ?? 0, nowMs) + pairRefillMs;
      pairs.set(pair, pairNext);
      const pairWait = pairNext - pairDepth * pairRefillMs - nowMs;

      const state = numberState(phoneNumberId, nowMs);
      const rate = ratePerSec * currentRatio(state, nowMs);
      state.next = Math.max(state.next, nowMs) + 1_000 / rate;
      chargeCampaigns(state, nowMs);
      const numberWait = state.next - burstSeconds * 1_000 - 1_000 / rate - nowMs;
      return Math.max(0, pairWait, numberWait);
    },
    spare: (phoneNumberId, nowMs) => {
      const state = numberState(phoneNumberId, nowMs);
      const usedMs = Math.max(0, state.campaignNext - nowMs);
      return Math.max(0, Math.floor((burstSeconds * 1_000 - usedMs) / campaignGapMs(state, nowMs)));
    },
    received: (phoneNumberId, nowMs) => chargeCampaigns(numberState(phoneNumberId, nowMs), nowMs),
    throttled: (phoneNumberId, nowMs) => {
      const state = numberState(phoneNumberId, nowMs);
      if (state.ratio < 1 && nowMs - state.changedAt < cutPauseMs) return;
      state.ratio = Math.max(floorRatio, currentRatio(state, nowMs) / 2);
      state.changedAt = nowMs;
    },
    pairLimited: (phoneNumberId, to, untilMs) => {
      const pair = `${phoneNumberId} ${to}`;
      pairs.set(pair, Math.max(pairs.get(pair) ?? 0, untilMs + (pairDepth - 1) * pairRefillMs));
    },
  };
}
