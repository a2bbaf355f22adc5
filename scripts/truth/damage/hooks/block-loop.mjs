/** Holds the event loop of SP_DAMAGE_ROLE for SP_DAMAGE_BLOCK_MS in every SP_DAMAGE_EVERY_MS, from SP_DAMAGE_AFTER_MS on. */
import { role } from './role.mjs';

const { SP_DAMAGE_ROLE, SP_DAMAGE_BLOCK_MS, SP_DAMAGE_EVERY_MS, SP_DAMAGE_AFTER_MS } = process.env;

function block() {
  const until = performance.now() + Number(SP_DAMAGE_BLOCK_MS);
  while (performance.now() < until);
}

if (role !== null && role === SP_DAMAGE_ROLE)
  setTimeout(
    () => setInterval(block, Number(SP_DAMAGE_EVERY_MS)).unref(),
    Number(SP_DAMAGE_AFTER_MS),
  ).unref();
