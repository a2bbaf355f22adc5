import type { AgentConversation, ApiCall, OpResult } from '../contract/client.ts';

/** One request with the supervisor's token, as client.ts makes it. */
export type Ask = (method: string, path: string, body?: unknown) => Promise<OpResult<unknown>>;

/**
 * What a busy hour asks of the reference SCRM: reading far more often than writing. The cart link is a reply that carries
 * one: that is how a link reaches a customer here.
 */
export async function referenceCalls(ask: Ask): Promise<readonly ApiCall[]> {
  // Preparing is no call of the peak: a list of its own tells the two apart in a proxy's log.
  const list = await ask('GET', '/api/conversations?assigned=all&state=assigned');
  const open = (list.value ?? []) as readonly AgentConversation[];
  if (open.length === 0)
    throw new Error(`no open conversation to work on: ${list.status} ${list.error ?? ''}`);
  const at = (user: number): string => `/api/conversations/${open[user % open.length]?.id}`;
  const call = (
    name: string,
    weight: number,
    run: (user: number) => Promise<OpResult<unknown>>,
  ): ApiCall => ({
    name,
    weight,
    run: async (user) => {
      const { ok, status, error } = await run(user);
      return error === undefined ? { ok, status } : { ok, status, error };
    },
  });
  return [
    call('conversation-list', 4, () => ask('GET', '/api/conversations?assigned=all')),
    call('history-read', 6, (user) => ask('GET', `${at(user)}/messages`)),
    call('waybill-read', 4, (user) => ask('GET', `${at(user)}/waybill`)),
    call('waybill-write', 2, async (user) => {
      const read = await ask('GET', `${at(user)}/waybill`);
      if (!read.ok) return read;
      const { version } = read.value as { version: number };
      return ask('PUT', `${at(user)}/waybill`, { waybill: `SP${String(user).padStart(10, '0')}`, version });
    }),
    call('reply', 2, (user) =>
      ask('POST', `${at(user)}/replies`, { text: `We are looking into it (${user}).` }),
    ),
    call('cart-link', 2, (user) =>
      ask('POST', `${at(user)}/replies`, {
        text: `Your cart: https://shop.example/cart/${user.toString(36)}`,
      }),
    ),
  ];
}
