import { randomBytes } from 'node:crypto';

/** What only this run's processes know. Handed over by environment or pipe, never written into the run folder. */
export interface RunSecrets {
  readonly token: string;
  readonly appSecret: string;
  readonly verifyToken: string;
  readonly agentPassword: string;
}

/** Fresh secrets; those the operator gave are kept. */
export function makeSecrets(given: Partial<RunSecrets> = {}): RunSecrets {
  return {
    token: given.token ?? randomBytes(24).toString('hex'),
    appSecret: given.appSecret ?? randomBytes(16).toString('hex'),
    verifyToken: given.verifyToken ?? randomBytes(12).toString('hex'),
    agentPassword: given.agentPassword ?? randomBytes(12).toString('hex'),
  };
}
