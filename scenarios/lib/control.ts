import exec from 'k6/execution';
import type { RefinedResponse } from 'k6/http';
import http from 'k6/http';
import type { AskRequest, AskResult, CustomersPage } from '../../mock-whatsapp/contract/control.ts';
import type { ArrivalPlan, PlanAccepted, PlanStatus } from '../../mock-whatsapp/contract/plan.ts';
import type { PushesAccepted, PushPlan, PushStatus } from '../../mock-whatsapp/contract/pushes.ts';
import { url } from './env.ts';

/** One long poll; the mock answers at once when the state is reached. */
const pollMs = 1000;

/** Longest wait for an answer that the mock has at once. */
const timeoutMs = 30_000;

/** One call of the mock's control API, with its timings. Ends the whole test when the mock refuses: nothing measured without it counts. */
export async function callControl(
  method: string,
  path: string,
  body?: unknown,
  waitMs: number = timeoutMs,
): Promise<RefinedResponse<'text'>> {
  const response = await http.asyncRequest(
    method,
    `${url('SP_CONTROL_URL')}${path}`,
    body === undefined ? null : JSON.stringify(body),
    {
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
      // One metric series per route instead of one per customer.
      tags: { name: `control ${path.split('?')[0]?.replace(/customers\/\d+/, 'customers/:id')}` },
      timeout: waitMs,
      responseType: 'text',
    },
  );
  if (response.status < 200 || response.status > 299) {
    exec.test.abort(
      `the mock refused ${method} ${path}: ${response.status} ${response.body ?? response.error}`,
    );
  }
  return response;
}

/** As callControl; the answer alone. */
export async function control<Answer>(
  method: string,
  path: string,
  body?: unknown,
  waitMs: number = timeoutMs,
): Promise<Answer> {
  return (await callControl(method, path, body, waitMs)).json() as unknown as Answer;
}

/** Hands the plan to the mock, which plays it on its own clock. */
export function postPlan(plan: ArrivalPlan): Promise<PlanAccepted> {
  return control('POST', '/_sim/plans', plan);
}

/** Waits until the plan is done; `onStatus` hears every poll. */
export async function planDone(id: string, onStatus?: (status: PlanStatus) => void): Promise<PlanStatus> {
  for (;;) {
    const status: PlanStatus = await control('GET', `/_sim/plans/${id}?waitMs=${pollMs}&state=done`);
    onStatus?.(status);
    if (status.state === 'done') return status;
  }
}

/** Numbers of `count` customers from index `first` on. Ends the test when there are fewer. */
export async function customerNumbers(first: number, count: number): Promise<readonly string[]> {
  const page: CustomersPage = await control('GET', `/_sim/customers?first=${first}&count=${count}`);
  if (page.customers.length < count)
    exec.test.abort(`the mock has no ${count} customers from ${first} on: PUT /_sim/customers first`);
  return page.customers.map(({ waId }) => waId);
}

/** Tells the mock what the vendor is to send by itself. */
export function expectPushes(plan: PushPlan): Promise<PushesAccepted> {
  return control('POST', '/_sim/pushes', plan);
}

/** Waits until every push came, or the drain is over. */
export async function pushesDone(id: string): Promise<PushStatus> {
  for (;;) {
    const status: PushStatus = await control('GET', `/_sim/pushes/${id}?waitMs=${pollMs}&state=done`);
    if (status.state === 'done') return status;
  }
}

/** A customer says something; resolves with the vendor's answer on the mock's clock. */
export function ask(waId: string, request: AskRequest): Promise<AskResult> {
  return control('POST', `/_sim/customers/${waId}/ask`, request, request.timeoutMs + timeoutMs);
}
