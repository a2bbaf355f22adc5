/** Sets the wall clock of the mock forward by a minute and a half, 15 s after its start: an NTP step as it sees one. */
import { role } from './role.mjs';

const stepMs = 90_000;
const afterMs = 15_000;

if (role === 'mock')
  setTimeout(() => {
    const real = Date.now;
    Date.now = () => real() + stepMs;
  }, afterMs).unref();
