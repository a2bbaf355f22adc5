import { type Random, shuffled } from '../../lib/random.ts';

/** Customers take turns in a seeded order, a new order each turn: nobody asks twice within a turn. */
export function turns(customers: number, random: Random): () => number {
  let order = shuffled(customers, random);
  let at = 0;
  return () => {
    if (at === customers) {
      order = shuffled(customers, random);
      at = 0;
    }
    const customer = order[at] ?? 0;
    at += 1;
    return customer;
  };
}
