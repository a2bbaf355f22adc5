/**
 * The mock believes in other discount codes than those planted with the vendor: every right answer fails the matcher.
 * Drains of 30 s for answers that can't come are cut to 3 s.
 */
import { onParsed } from './on-parsed.mjs';

onParsed((value) => {
  for (const customer of Array.isArray(value.customers) ? value.customers : [])
    if (typeof customer.code === 'string') customer.code = `X${customer.code}`;
  if (value.v === 1 && value.arrivals !== undefined && value.drain) value.drain.maxMs = value.drain.quietMs;
});
