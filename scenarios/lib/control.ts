import exec from 'k6/execution';
import type { RefinedResponse } from 'k6/http';
import http from 'k6/http';
import type { ArrivalPlan, PlanAccepted, PlanStatus } from '../../mock-whatsapp/contract/plan.ts';
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
      headers: { 'content-type': 'application/json' },
      tags: { name: `control ${path.split('?')[0]}` },
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
export async function control<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
  return (await callControl(method, path, body)).json() as unknown as Answer;
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
