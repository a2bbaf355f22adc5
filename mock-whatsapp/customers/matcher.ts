import type { Matcher } from '../contract/plan.ts';
import { holdsWord, words } from '../lib/words.ts';

/** A vendor's message to a customer, as far as matching goes. */
export interface Reply {
  readonly text: string;
  /** `context.message_id`. */
  readonly contextId: string | null;
}

/** What the matcher may ask about the plan and the customer; every call is O(1). */
export interface MatchView<A> {
  readonly matcher: Matcher;
  readonly expect: 'code' | 'nonce';
  /** This customer's planted code. */
  readonly code: string | null;
  /** True when `word` is the planted code of another customer. */
  isForeignCode(word: string): boolean;
  /** The live ask that a nonce belongs to; `own` = of this customer. */
  byNonce(word: string): { readonly ask: A; readonly own: boolean } | null;
  /** The live ask of this customer with this message id. */
  byMessageId(id: string): A | null;
  isAnswered(ask: A): boolean;
  readonly oldestOpen: A | null;
  readonly lastAnswered: A | null;
}

export type Match<A> =
  | { readonly kind: 'answer'; readonly ask: A; readonly fifo: boolean }
  | { readonly kind: 'duplicate'; readonly ask: A }
  | { readonly kind: 'holding'; readonly ask: A }
  /** `ask` = the one it is booked on, if there is any. */
  | { readonly kind: 'wrong'; readonly ask: A | null }
  | { readonly kind: 'no-ask' };

/**
 * The only place that decides what a reply is. Pure. Order of evidence: somebody else's code makes it wrong
 * whatever else it holds; then the plan's matcher decides whether it is an answer; attribution goes by quoted
 * context, else nonce, else the oldest open ask, else the newest answered one (a duplicate).
 */
export function matchReply<A>(reply: Reply, view: MatchView<A>): Match<A> {
  const quoted = reply.contextId === null ? null : view.byMessageId(reply.contextId);
  let named: A | null = null;
  let foreign = false;
  for (const word of words(reply.text)) {
    if (view.isForeignCode(word)) foreign = true;
    const found = view.byNonce(word);
    if (found === null) continue;
    if (found.own) named ??= found.ask;
    else if (expectsNonce(view)) foreign = true;
  }
  const fallback = view.oldestOpen ?? view.lastAnswered;
  if (foreign) return { kind: 'wrong', ask: quoted ?? named ?? fallback };

  switch (view.matcher) {
    case 'context':
      return quoted === null ? holding(named ?? fallback) : settle(quoted, false, view);
    case 'single-open':
      return fallback === null ? { kind: 'no-ask' } : settle(fallback, true, view);
    case 'echo': {
      if (expectsNonce(view))
        return named === null ? holding(quoted ?? fallback) : settle(named, false, view);
      if (!holdsWord(reply.text, view.code ?? '')) return holding(quoted ?? named ?? fallback);
      const proven = quoted ?? named;
      if (proven !== null) return settle(proven, false, view);
      return fallback === null ? { kind: 'no-ask' } : settle(fallback, true, view);
    }
  }
}

function expectsNonce<A>(view: MatchView<A>): boolean {
  return view.expect === 'nonce' || view.code === null;
}

function settle<A>(ask: A, fifo: boolean, view: MatchView<A>): Match<A> {
  return view.isAnswered(ask) ? { kind: 'duplicate', ask } : { kind: 'answer', ask, fifo };
}

function holding<A>(ask: A | null): Match<A> {
  return ask === null ? { kind: 'no-ask' } : { kind: 'holding', ask };
}
