import type { RunningVendor } from '../../drive/vendor/start-vendor.ts';
import { customerPlan } from './customer-plan.ts';
import type { Session } from './session.ts';

/** `__ENV` of every scenario. SP_EXPECT: what the right answer holds, the planted code where the vendor was prepared. */
export function scenarioEnv(
  session: Session,
  vendor: RunningVendor | null,
): Readonly<Record<string, string>> {
  const customers = customerPlan(session.size);
  return {
    SP_MOCK_URL: session.mock.graphUrl,
    SP_CONTROL_URL: session.mock.controlUrl,
    SP_VENDOR_URL: vendor?.address.baseUrl ?? '',
    SP_SEED: String(session.seed),
    SP_SIZE: session.size,
    SP_AGENT_PASSWORD: session.secrets.agentPassword,
    SP_EXPECT: vendor === null ? 'nonce' : expectation(vendor),
    SP_SHIFT_FIRST_CUSTOMER: String(customers.shiftFirst),
    SP_SHIFT_CUSTOMERS: String(customers.shift),
    SP_CAMPAIGN_FIRST_CUSTOMER: String(customers.campaignFirst),
    SP_ORDERS_FIRST_CUSTOMER: String(customers.ordersFirst),
  };
}

/** Reply content can be judged only where the vendor says so and was prepared with the customers' codes. */
export function expectation(vendor: RunningVendor): 'code' | 'nonce' {
  return plantsCodes(vendor.driver !== null, vendor.manifest.capabilities) ? 'code' : 'nonce';
}

/** True when this vendor is given the customers' codes by its driver. */
export function plantsCodes(hasDriver: boolean, capabilities: readonly string[]): boolean {
  return hasDriver && capabilities.includes('reply.content');
}
