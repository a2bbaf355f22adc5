/** The drill's SIGKILL never leaves the orchestrator; everything else that ends processes still works. */
import { role } from './role.mjs';

if (role === 'orchestrator') {
  const kill = process.kill.bind(process);
  process.kill = (pid, signal) => {
    if (signal === 'SIGKILL' && /faults[/\\]kill[.]/.test(new Error().stack)) return true;
    return kill(pid, signal);
  };
}
