/** Every write to an event file takes 1.5 s more, in the mock and in the orchestrator. */
import { open } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { role } from './role.mjs';

const extraMs = 1500;

if (role === 'mock' || role === 'orchestrator') {
  const handle = await open('/dev/null');
  const prototype = Object.getPrototypeOf(handle);
  await handle.close();
  const { writeFile } = prototype;
  prototype.writeFile = async function slowWrite(...args) {
    await sleep(extraMs);
    return writeFile.apply(this, args);
  };
}
