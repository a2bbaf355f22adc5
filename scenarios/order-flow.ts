import exec from 'k6/execution';
import { Counter, Trend } from 'k6/metrics';
import type { Options } from 'k6/options';
import { client } from 'vendor';
import { nowMs } from './lib/clock.ts';
import { ask, customerNumbers } from './lib/control.ts';
import { number, size } from './lib/env.ts';
import { type OrderTalk, orderTalk } from './lib/order-texts.ts';
import { orderGapMs, orderSizes } from './lib/sizes.ts';

/**
 * Orders through a conversation, an hourly rate at a time: orders start by plan whether or not earlier ones are done (open),
 * the three asks of one order follow each other (closed). An order counts when it is confirmed with its number and stands
 * once, as ordered, in the vendor's store.
 */
const { timeScale, steps } = orderSizes[size];
const firstCustomer = number('SP_ORDERS_FIRST_CUSTOMER', 0);
const answerDeadlineMs = 10_000;
/** An order may take this long before the ladder needs more virtual users than it has. */
const slowOrderSec = 12;

/** Tags {step, outcome}. */
const orders = new Counter('sp_orders');
/** One ask, ms on the mock's clock, tags {step, ask, ok}. */
const asks = new Trend('sp_order_ask', true);
/** The asks of one order together, ms, tags {step, ok}. */
const chains = new Trend('sp_order_chain', true);
/** The caller's elapsed time less the mock's span, ms, tags {step}. */
const holes = new Trend('sp_order_hole', true);

interface Played {
  readonly perHour: number;
  readonly orders: number;
  readonly startMs: number;
  readonly endMs: number;
  /** Orders of earlier steps: every order has a customer of its own. */
  readonly before: number;
}

const ladder: Played[] = [];
for (const step of steps) {
  const last = ladder.at(-1);
  const perHour = step.ratePerHour * timeScale;
  const startMs = last === undefined ? 0 : last.endMs + orderGapMs;
  ladder.push({
    perHour,
    orders: step.orders,
    startMs,
    endMs: startMs + (step.orders * 3_600_000) / perHour,
    before: last === undefined ? 0 : last.before + last.orders,
  });
}
const total = steps.reduce((sum, step) => sum + step.orders, 0);

export const options: Options = {
  scenarios: Object.fromEntries(
    ladder.map(({ perHour, orders: count, startMs }, index) => {
      // All there beforehand: growing would cost orders.
      const vus = Math.ceil((perHour / 3600) * slowOrderSec) + 2;
      return [
        `step${index + 1}`,
        {
          executor: 'constant-arrival-rate' as const,
          rate: perHour,
          timeUnit: '1h',
          // Half a period short of the next start: k6 begins one more at the very end, the built-in engine does not.
          duration: `${Math.round(((count - 0.5) * 3_600_000) / perHour)}ms`,
          startTime: `${Math.round(startMs)}ms`,
          gracefulStop: '60s',
          preAllocatedVUs: vus,
          maxVUs: vus,
          exec: 'placeOrder',
        },
      ];
    }),
  ),
};

export async function setup(): Promise<readonly string[]> {
  if (client.ordersOf === undefined) exec.test.abort(`vendor ${client.id} has no order flow`);
  return customerNumbers(firstCustomer, total);
}

type Outcome = 'placed' | 'unanswered' | 'unconfirmed' | 'missing' | 'wrong' | 'duplicated' | 'store';

/** What the store says of this customer's order, and whether the confirmation named it. */
async function verify(waId: string, talk: OrderTalk, confirmation: string): Promise<Outcome> {
  const stored = await client.ordersOf?.(waId);
  if (!stored?.ok || stored.value === undefined) return 'store';
  const [order, second] = stored.value;
  if (order === undefined) return 'missing';
  if (second !== undefined) return 'duplicated';
  const asOrdered =
    order.item === talk.item && order.quantity === talk.quantity && order.address === talk.address;
  if (!asOrdered) return 'wrong';
  return confirmation.includes(order.number) ? 'placed' : 'unconfirmed';
}

export async function placeOrder(waIds: readonly string[]): Promise<void> {
  const step = exec.scenario.name.replace('step', '');
  const played = ladder[Number(step) - 1];
  const index = (played?.before ?? 0) + exec.scenario.iterationInTest;
  const waId = waIds[index];
  if (waId === undefined) return;
  const talk = orderTalk(index);
  let spanMs = 0;
  let answer = '';
  for (const [name, text] of [
    ['start', talk.start],
    ['item', talk.choice],
    ['address', talk.address],
  ] as const) {
    const startMs = nowMs();
    const said = await ask(waId, { text, timeoutMs: answerDeadlineMs, any: true });
    const ok = String(said.answered);
    if (said.spanMs !== null) holes.add(Math.max(0, nowMs() - startMs - said.spanMs), { step });
    asks.add(said.spanMs ?? answerDeadlineMs, { step, ask: name, ok });
    spanMs += said.spanMs ?? answerDeadlineMs;
    answer = said.text ?? '';
    if (said.answered) continue;
    chains.add(spanMs, { step, ok });
    orders.add(1, { step, outcome: 'unanswered' });
    console.warn(`order ${index}: no answer to ${name}`);
    return;
  }
  const outcome = await verify(waId, talk, answer);
  chains.add(spanMs, { step, ok: String(outcome === 'placed') });
  orders.add(1, { step, outcome });
  if (outcome !== 'placed') console.warn(`order ${index}: ${outcome}`);
}
