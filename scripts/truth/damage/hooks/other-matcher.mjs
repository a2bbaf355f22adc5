/** The mock takes every plan, but matches its replies by the quoted message instead of the code. */
import { onParsed } from './on-parsed.mjs';

onParsed((value) => {
  if (value.v === 1 && value.arrivals !== undefined && value.matcher === 'echo') value.matcher = 'context';
});
