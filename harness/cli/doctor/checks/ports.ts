import { portIsFree } from '../../process/port-is-free.ts';
import { type Finding, ok, warn } from '../finding.ts';

/** The fixed ports of `mock`, `sut` and `evaluate --webhook`. A plain `evaluate` picks free ones by itself. */
const fixedPorts = [4010, 4011, 4020];

export async function ports(): Promise<Finding> {
  const free = await Promise.all(fixedPorts.map((port) => portIsFree(port)));
  const taken = fixedPorts.filter((_, index) => !free[index]);
  if (taken.length === 0) return ok('ports', `${fixedPorts.join(', ')} are free`);
  return warn(
    'ports',
    `in use: ${taken.join(', ')}`,
    'Stop the other program, or give --port, --control-port, --mock-port.',
  );
}
